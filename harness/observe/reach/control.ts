import { ClusterError } from '../../errors.ts';
import type { Try } from '../../verdict/reach-asked.ts';
import { type Asker, hostPort, type Question } from './asker.ts';
import { internalIp, kubeletPort, nameOf, type Scene } from './scene.ts';

/** An address that answers whatever the work under test is; asked in the same breath, or silence may be the fault of who asks. */
export interface Control {
  what: string;
  question: Question;
}

/** What must answer one who asks for addresses on these nodes. */
export async function controls(asker: Asker, scene: Scene, nodes: ReadonlySet<string>): Promise<Control[]> {
  const ready = scene.nodes.filter(({ status }) =>
    status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  );
  const kubelets = ready.flatMap((node) => {
    const address = internalIp(node);
    const what = `the kubelet of ${nameOf(node)}`;
    return address === undefined ? [] : [{ node: nameOf(node), ...control(what, address, kubeletPort(node)) }];
  });
  const meant = kubelets.filter(({ node }) => nodes.has(node));
  if (asker.node === undefined) return meant.length > 0 ? meant : kubelets.slice(0, 1);
  const api = (await scene.service('kubernetes', 'default'))?.spec;
  const port = api?.ports?.[0]?.port ?? 443;
  return [...(api?.clusterIP ? [control('the API server by its Service', api.clusterIP, port)] : []), ...meant];
}

const control = (what: string, address: string, port: number): Control => ({
  what,
  question: { address, port, path: '/', tries: 1 },
});

/** Why one who met silence cannot be believed, since what must answer was silent too; undefined when it can be. */
export function distrust(
  asker: Asker,
  asked: readonly { control: Control; tries: readonly Try[] }[],
): ClusterError | undefined {
  for (const { control: one, tries } of asked) {
    const [first] = tries;
    // It speaks TLS, and answers plain HTTP with a refusal or by hanging up: either way somebody took the call.
    if (first && ('status' in first || first.connected)) continue;
    const place = `${one.what} at ${hostPort(one.question.address, one.question.port)}`;
    return new ClusterError(
      'E_PROBE',
      `Asked from ${asker.words}, ${place} does not answer either (${first?.silence ?? 'not asked'}), so silence proves nothing.`,
      { next: asker.node === undefined ? hostAdvice : 'kubectl get nodes,pods --all-namespaces --output wide' },
    );
  }
  return undefined;
}

const hostAdvice =
  "a machine on which the nodes' addresses can be reached: on Linux those of kind can, with Docker Desktop they cannot.";
