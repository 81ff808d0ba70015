import { describe, expect, it } from 'vitest';
import type { Fails } from '../lab/index.ts';
import type { StepResult } from '../result.ts';
import { judgeVariant } from './declared.ts';

function step({
  id = 'apply',
  code = 'POD_MISSING',
  status = 'fail',
  nodes = ['n2'],
}: {
  id?: string;
  code?: string;
  status?: StepResult['status'];
  nodes?: string[];
} = {}): StepResult {
  const verdict = {
    schemaVersion: 1 as const,
    status,
    code,
    summary: '',
    nodes: ['n1', 'n2', 'n3'].map((node) => ({
      node,
      status: nodes.includes(node) ? ('fail' as const) : ('pass' as const),
      code,
      message: '',
    })),
  };
  return {
    id,
    status,
    code,
    message: 'what happened',
    command: { command: '', exitCode: 0, stdout: '', stderr: '', durationMs: 0 },
    shown: [],
    expectations: [{ expectation: 'onePodPerMatchingNode', durationMs: 0, verdict }],
  };
}
const passed = (id: string) => step({ id, code: 'OK', status: 'pass', nodes: [] });
const fails: Fails = { step: 'apply', code: 'POD_MISSING', nodes: ['n2'] };

describe('judgeVariant', () => {
  it.each<[string, Fails | undefined, StepResult[], string]>([
    ['a trap that fails as declared', fails, [step()], 'pass'],
    [
      'a trap that fails so after earlier steps passed',
      { ...fails, step: 'later' },
      [passed('apply'), step({ id: 'later' })],
      'pass',
    ],
    [
      'the order of the nodes does not matter',
      { ...fails, nodes: ['n3', 'n2'] },
      [step({ nodes: ['n2', 'n3'] })],
      'pass',
    ],
    ['no nodes declared: any will do', { step: 'apply', code: 'POD_MISSING' }, [step({ nodes: ['n1'] })], 'pass'],
    ['no node is to fail, but one does', { ...fails, nodes: [] }, [step()], 'fail'],
    ['a trap that passes', fails, [passed('apply')], 'fail'],
    ['a trap that fails at another step', fails, [step({ id: 'later' })], 'fail'],
    ['a trap that fails with another code', fails, [step({ code: 'POD_NOT_READY' })], 'fail'],
    ['a trap that fails on another node', fails, [step({ nodes: ['n1'] })], 'fail'],
    ['a trap that fails on one node more', fails, [step({ nodes: ['n1', 'n2'] })], 'fail'],
    ['a trap that fails on one node less', { ...fails, nodes: ['n1', 'n2'] }, [step()], 'fail'],
    ['a trap that nobody could judge, though step, code and node agree', fails, [step({ status: 'error' })], 'error'],
    ['a solution that passes', undefined, [passed('apply')], 'pass'],
    ['a solution that fails', undefined, [step()], 'fail'],
    ['a solution that nobody could judge', undefined, [step({ status: 'error', code: 'API_UNREACHABLE' })], 'error'],
    ['a solution of which no step ran', undefined, [], 'fail'],
    ['a trap of which no step ran', fails, [], 'fail'],
  ])('%s', (_title, declared, steps, status) => {
    expect(judgeVariant(declared ? { fails: declared } : {}, steps).status).toBe(status);
  });

  it('says what was declared beside what happened', () => {
    expect(judgeVariant({ fails }, [step({ code: 'POD_NOT_READY', nodes: ['n1'] })]).message).toBe(
      'expected to fail at step apply, POD_MISSING on n2, but failed at step apply, POD_NOT_READY on n1: what happened',
    );
  });
});
