import { UsageError } from '../../errors.ts';
import type { NodeOutput, NodeVerb } from '../provider.ts';
import { add } from './add.ts';
import { exec } from './exec.ts';
import { change, schedule } from './kubectl.ts';
import { loadImage } from './load-image.ts';
import { logs } from './logs.ts';
import { pause, start, stop, unpause } from './power.ts';
import { remove } from './remove.ts';
import type { Script, ScriptTools } from './script.ts';
import { staticPod } from './static-pod.ts';

const scripts = {
  remove,
  label: change('label'),
  taint: change('taint'),
  cordon: schedule('cordon'),
  uncordon: schedule('uncordon'),
  drain: schedule('drain'),
  stop,
  start,
  pause,
  unpause,
  exec,
  logs,
  'static-pod': staticPod,
  'load-image': loadImage,
} satisfies Record<Exclude<NodeVerb, 'add'>, Script>;

/** Does something to one node of a kind cluster; gives what is to be printed. */
export async function doToNode(
  tools: ScriptTools,
  { verb, node, args }: { verb: NodeVerb; node: string; args: readonly string[] },
): Promise<NodeOutput> {
  const output =
    verb === 'add'
      ? await add(tools, { node, args })
      : await scripts[verb](tools, { node, args, container: await containerOf(tools, node) });
  return typeof output === 'string' ? { stdout: output, stderr: '', exitCode: 0 } : output;
}

/** The container that is this node. Throws UsageError with the nodes that there are. */
async function containerOf({ machines }: ScriptTools, node: string): Promise<string> {
  const known = await machines();
  const found = known.find((machine) => machine.node === node);
  if (found) return found.container;
  const names = known.map((machine) => machine.node).join(', ') || 'none';
  throw new UsageError('E_NO_NODE', `Expected a node named ${node} but found ${names}.`, { next: 'kubectl get nodes' });
}
