import { describe, expect, it } from 'vitest';
import { engineMissing, nodeImageFinding } from './doctor-kind.ts';
import { formatFinding } from './finding.ts';

describe('engineMissing', () => {
  it('is no fault, says why, and names one thing to do', () => {
    const finding = engineMissing('The program docker is not on PATH.', {});
    expect(finding).toMatchObject({ ok: false, optional: true });
    expect(finding.detail).toContain('not on PATH. Only labs that need a kubelet');
    expect(finding.fix).toMatch(/^(start Docker|ONE_PER_NODE_START_ENGINE=1 course cluster up --provider kind)$/);
  });

  it('never offers to start another engine than the one that DOCKER_HOST names', () => {
    expect(engineMissing('No answer.', { DOCKER_HOST: 'unix:///no/such' }).fix).toBe('start Docker');
  });
});

describe('nodeImageFinding', () => {
  const ref = 'one-per-node/node:v1';

  it.each([
    [{ ref, source: 'offline', state: 'present' }, true, undefined],
    [{ ref, source: 'offline', state: 'archived' }, true, undefined],
    [{ ref, source: 'official', state: 'missing' }, true, undefined],
    [
      { ref, source: 'offline', state: 'missing', reason: 'No registry.' },
      false,
      'npm run offline:images -- --only node',
    ],
    [{ ref, source: 'given', state: 'missing' }, false, `docker pull ${ref}`],
  ] as const)('%j is ok: %s, mended by %s', (image, ok, fix) => {
    expect(nodeImageFinding(image)).toMatchObject({ ok, ...(fix && { fix }) });
    expect('fix' in nodeImageFinding(image)).toBe(fix !== undefined);
  });
});

describe('formatFinding', () => {
  it('tells what is missing from what most people never need', () => {
    const finding = { what: 'x', ok: false, detail: 'd', fix: 'mend' };
    expect(formatFinding(finding)).toMatch(/^MISSING x +d\n +mend it: mend$/);
    expect(formatFinding({ ...finding, optional: true })).toMatch(/^absent {2}x/);
    expect(formatFinding({ what: 'x', ok: true, detail: 'd' })).toMatch(/^ok +x +d$/);
  });
});
