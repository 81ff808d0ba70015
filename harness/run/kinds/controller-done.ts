import type { Api } from '../../cluster/api.ts';
import { settle } from '../../observe/settle.ts';
import type { UntilFinalOptions } from '../../observe/until-final.ts';
import type { Subject } from '../../observe/watcher.ts';
import type { PlacementVerdict, PlainVerdict } from '../../result.ts';
import { plainVerdict } from '../../verdict/plain.ts';

/** Waits until a DaemonSet's controller is done, whatever the task; a pod that is not replaced by then never will be. */
export async function untilDone(
  api: Api,
  subject: Subject,
  options: UntilFinalOptions,
): Promise<{ verdict: PlainVerdict; fixedWaitMs: number }> {
  const task = {
    daemonSet: `${subject.namespace}/${subject.name}`,
    intended: { kind: 'eligible' } as const,
    allowEmpty: true,
  };
  const { verdict, fixedWaitMs } = await settle(api, { subject, task }, options);
  return { verdict: toPlain(verdict), fixedWaitMs };
}

function toPlain({ code, summary, nodes }: PlacementVerdict): PlainVerdict {
  const wrong = nodes.filter(({ status }) => status !== 'pass');
  return {
    ...plainVerdict(code as 'OK', summary),
    nodes: wrong.map(({ node, status, code: nodeCode, message }) => ({ node, status, code: nodeCode, message })),
  };
}
