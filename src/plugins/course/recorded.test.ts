import { describe, expect, it } from 'vitest';
import { readTranscript } from './recorded.ts';

describe('a transcript', () => {
  it('is read command by command, byte for byte', () => {
    const text = '$ kubectl apply -f a.yaml\ndaemonset.apps/a created\n\n$ kubectl get ds\nNAME   READY\na      1\n';
    expect(readTranscript(text, ['kubectl apply -f a.yaml', 'kubectl get ds'])).toEqual([
      { command: 'kubectl apply -f a.yaml', output: 'daemonset.apps/a created' },
      { command: 'kubectl get ds', output: 'NAME   READY\na      1' },
    ]);
  });

  it('may hold commands of several lines, commands that print nothing, and empty lines in what is printed', () => {
    const text = '$ a\n> b\n\n$ quiet\n\n$ c\nx\n\ny\n';
    expect(readTranscript(text, ['a\nb\n', 'quiet', 'c'])).toEqual([
      { command: 'a\nb', output: '' },
      { command: 'quiet', output: '' },
      { command: 'c', output: 'x\n\ny' },
    ]);
  });

  it.each([
    ['another command', '$ kubectl get nodes\nx\n', ['kubectl get pods']],
    ['a command less', '$ a\nx\n', ['a', 'b']],
    ['another order', '$ b\nx\n\n$ a\ny\n', ['a', 'b']],
    ['a command that is only the beginning', '$ kubectl get pods -o wide\nx\n', ['kubectl get pods']],
  ])('of %s is none of these', (_, text, commands) => {
    expect(readTranscript(text, commands)).toBeUndefined();
  });
});
