import { describe, expect, it } from 'vitest';
import type { CommandResult, StepResult } from '../result.ts';
import { plainVerdict } from '../verdict/plain.ts';
import { stepFailure } from './failure.ts';
import { wide } from './test-results.ts';

const ran = (command: string, exitCode = 0, stderr = ''): CommandResult => ({
  command,
  exitCode,
  stdout: '',
  stderr,
  durationMs: 1,
});
const text = (over: Partial<StepResult>) =>
  stepFailure(
    {
      id: 'apply',
      status: 'fail',
      code: 'COMMAND_FAILED',
      message: '',
      command: ran('kubectl apply'),
      expectations: [],
      shown: [],
      ...over,
    },
    '',
    wide,
  ).join('\n');

describe('the failure of a step', () => {
  it('is that of its command, when that ended with an error', () => {
    const said = text({ command: ran('kubectl apply', 1, 'error: no matches for kind') });
    expect(said).toContain('kubectl apply');
    expect(said).toContain('no matches for kind');
  });
  it('is that of the line to be shown that did not end in time, and not of the command before it', () => {
    const late = ran('kubectl get pods --watch', 124, 'The command did not end within 60 s and was stopped.');
    const said = text({ shown: [ran('kubectl get nodes'), late] });
    expect(said).toContain('kubectl get pods --watch');
    expect(said).toContain('did not end within 60 s');
    expect(said).not.toContain('kubectl apply');
  });
  it('is that of the expectation, when the command was refused as it has to be', () => {
    const verdict = plainVerdict('REFUSED_OTHERWISE', 'Expected another refusal.');
    const said = text({
      code: 'REFUSED_OTHERWISE',
      command: ran('kubectl apply', 1, 'error: no matches for kind'),
      expectations: [{ expectation: 'refused', verdict, durationMs: 1 }],
    });
    expect(said).toContain('Expected another refusal.');
    expect(said).not.toContain('exit code');
  });
  it('is that of its output, when that differs from the recording, even where the command is refused', () => {
    const refused = ran('kubectl apply', 1, 'error: no matches for kind');
    expect(text({ code: 'OUTPUT_DIFFERS', message: 'Line 1 differs.', command: refused })).toContain('Line 1 differs.');
  });
});
