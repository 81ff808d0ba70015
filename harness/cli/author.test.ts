import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { course } from './testing/course.ts';
import { writeTestLabs } from './testing/labs.ts';

const labs = writeTestLabs({ agent: {}, broken: { lab: { steps: [] } } });
afterAll(() => labs.remove());

describe('author', () => {
  it.each([
    [['new', 'Agent'], 'lower-case words joined by hyphens'],
    [['new', 'agent'], 'found its folder'],
    [['new', 'other', '--section', 'al'], 'Did you mean `All`?'],
    [['check', 'agnet'], 'Did you mean `agent`?'],
    [['check', 'agent', '--jobs', '0'], 'whole number'],
    [['check', 'agent', '--provider', 'kubeconfig'], 'holds there alone'],
    [['record', 'agent', '--provider', 'kubeconfig'], 'holds there alone'],
  ])('%j is a usage error that says what is wrong', async (argv, text) => {
    const { exitCode, stdout, stderr } = await course(['author', ...argv, '--labs', labs.dir]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(text);
  });

  it('check prints the mistakes of a lab that cannot be read, a line each, and starts no cluster', async () => {
    writeFileSync(join(labs.dir, 'broken', 'solution', 'more.yaml'), 'a: 1\n');
    const { exitCode, stdout, stderr } = await course(['author', 'check', 'broken', '--labs', labs.dir]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    const [count, ...lines] = stdout.trimEnd().split('\n');
    expect(count).toBe('3 findings:');
    expect(lines).toEqual([
      expect.stringMatching(/broken\/lab\.yaml:\d+:\d+ expects `steps` to be a list with at least one item/),
      expect.stringMatching(/broken\/lab\.yaml:\d+:\d+ names the step `apply`, which does not exist/),
      expect.stringMatching(/broken\/solution\/more\.yaml is not listed under `files`/),
    ]);
  });
});
