import type { ControlPlane } from '../../../cluster/testing/control-plane.ts';
import { expectation } from '../../../lab/expectations.ts';
import type { Lab } from '../../../lab/index.ts';
import type { CommandResult, Verdict } from '../../../result.ts';
import { prepareExpectation } from '../index.ts';

/** What a step's command does: kubectl's words and a manifest, or anything else. */
export type Act = (() => Promise<unknown>) | [args: string, manifest?: object];

/** Judges expectations as lab.yaml writes them, each around something that is done to a real control plane. */
export function judging(plane: ControlPlane, namespace: string) {
  return async (written: object, act: Act = async () => undefined): Promise<Verdict> => {
    const ended = new AbortController();
    const provider = { name: 'kwok' };
    const context = { api: plane.api, provider, lab: { slug: 'lab', dir: '/' } as Lab, namespace, ended: ended.signal };
    try {
      const check = await prepareExpectation(expectation.parse(written), context as never);
      const ran = typeof act === 'function' ? await act().then(() => nothing) : await kubectl(plane, namespace, act);
      return (await check(ran)).verdict;
    } finally {
      ended.abort();
    }
  };
}

const nothing: CommandResult = { command: ':', exitCode: 0, stdout: '', stderr: '', durationMs: 0 };

async function kubectl(
  plane: ControlPlane,
  namespace: string,
  [args, manifest]: [string, object?],
): Promise<CommandResult> {
  const { exitCode, stdout, stderr } = await plane.tryKubectl(`-n ${namespace} ${args}`, manifest);
  return { command: `kubectl ${args}`, exitCode, stdout, stderr, durationMs: 0 };
}
