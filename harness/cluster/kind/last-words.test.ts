import { describe, expect, it } from 'vitest';
import { UsageError } from '../../errors.ts';
import { lastComplaint, withLastWords } from './last-words.ts';

describe('lastComplaint', () => {
  it('is the last error of the kubelet or containerd', () => {
    const journal = [
      'E1121 13:44:01 kubelet.go:1] "first" err="a"',
      'E1121 13:44:02 kubelet.go:2] "too many open files" err="b"',
      'I1121 13:44:03 kubelet.go:3] "fine"',
    ];
    expect(lastComplaint(journal.join('\n'))).toBe(journal[1]);
    expect(lastComplaint('time="x" level=error msg="no space"\nlevel=info msg="y"')).toContain('no space');
  });

  it('is nothing where nobody complained', () => {
    expect(lastComplaint('I1121 13:44:03 kubelet.go:3] "fine"\n')).toBeUndefined();
  });
});

describe('withLastWords', () => {
  it('leaves an error alone that is not the cluster’s', async () => {
    const error = new UsageError('E_X', 'x');
    expect(await withLastWords(error, { engine: {} as never, members: [] })).toBe(error);
  });
});
