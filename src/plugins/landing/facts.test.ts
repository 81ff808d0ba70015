import { describe, expect, it } from 'vitest';
import { recordedRefusal } from './facts.ts';

const run = '✕ node-selector  Only the SSD nodes\n  step apply: INTENDED_NODE_NOT_ELIGIBLE';

describe('the recorded refusal', () => {
  it('is the run that fails, up to its summary', () => {
    const readme = `Text\n\n\`\`\`\n✔ passes\n\`\`\`\n\n\`\`\`\n${run}\n\n0 passed, 1 failed\n\`\`\`\n`;
    expect(recordedRefusal(readme)).toBe(run);
  });

  it('is never made up: a README without one ends the build', () => {
    expect(() => recordedRefusal('```\n✔ passes\n```\n')).toThrow('expected a recorded run');
  });
});
