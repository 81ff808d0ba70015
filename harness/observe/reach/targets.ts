import type { Pod } from '../../placement/types.ts';
import type { VerdictCode } from '../../verdict/codes.ts';
import { compileSelector, type Intended } from '../../verdict/intended.ts';
import type { Identity } from '../../verdict/reach-answer.ts';
import { type Asker, hostPort } from './asker.ts';
import { chosenNodes, internalIp, nameOf, podIp, type Scene, type Service } from './scene.ts';

/** What is asked, as the lab says it. */
export type Destination =
  | { kind: 'nodes'; nodes: Intended; port: number }
  | { kind: 'nodePort'; nodes: Intended; service: string; port?: number }
  | { kind: 'pods'; selector: string; port: number }
  | { kind: 'service'; service: string; port: number }
  | { kind: 'host'; host: string; port: number };

/** An address to ask. */
export interface Target {
  words: string;
  /** The node that it belongs to. */
  node?: string;
  address: string;
  port: number;
  hostName?: string;
}

/** The addresses as they are now; `words` says what there is in place of any. */
export interface Targets {
  targets: Target[];
  words: string;
}

/** Why there can be no address: the objects are not such that there would be one. */
export interface Unaddressable {
  code: VerdictCode;
  message: string;
}

/** The addresses that do not depend on who asks; undefined for a host, whose name each asker resolves by itself. */
export async function commonTargets(scene: Scene, to: Destination): Promise<Targets | Unaddressable | undefined> {
  switch (to.kind) {
    case 'nodes':
      return onNodes(scene, to.nodes, to.port);
    case 'nodePort':
      return onNodePort(scene, to);
    case 'pods':
      return onPods(scene, to);
    case 'service':
      return onService(scene, to);
    case 'host':
      return undefined;
  }
}

/** The addresses that a host's name has for one who asks. */
export async function hostTargets(
  asker: Asker,
  { host, port }: { host: string; port: number },
  who: ReadonlyMap<string, Identity>,
): Promise<Targets> {
  const addresses = await asker.lookUp(host);
  const targets = addresses.sort().map((address) => {
    const node = who.get(address)?.node;
    const words = address === host ? hostPort(address, port) : `${host} (${hostPort(address, port)})`;
    return { words, address, port, hostName: host, ...(node !== undefined && { node }) };
  });
  return { targets, words: `${host}, which does not resolve` };
}

function onNodes(scene: Scene, chosen: Intended, port: number): Targets {
  const targets = chosenNodes(scene, chosen).flatMap((node) => {
    const address = internalIp(node);
    return address === undefined ? [] : [{ words: hostPort(address, port), node: nameOf(node), address, port }];
  });
  return { targets, words: 'nodes, none of which has an address' };
}

async function onNodePort(
  scene: Scene,
  { service: name, port, nodes }: Extract<Destination, { kind: 'nodePort' }>,
): Promise<Targets | Unaddressable> {
  const found = await scene.service(name);
  if (!found) return notFound(name);
  const ports = (found.spec?.ports ?? []).filter((one) => port === undefined || one.port === port);
  const nodePort = ports[0]?.nodePort;
  if (nodePort !== undefined) return onNodes(scene, nodes, nodePort);
  return {
    code: 'OBJECT_DIFFERS',
    message: `Expected Service ${name} to have a node port${forPort(port)}, it has none.`,
  };
}

const forPort = (port: number | undefined) => (port === undefined ? '' : ` for its port ${port}`);

function onPods({ pods }: Scene, { selector, port }: { selector: string; port: number }): Targets {
  const matches = compileSelector(selector);
  const targets = pods.filter((pod) => matches(pod)).flatMap((pod) => atPod(pod, port));
  return { targets, words: `pods with ${selector}, none of which has an IP` };
}

function atPod(pod: Pod, port: number): Target[] {
  const address = podIp(pod);
  const node = pod.spec.nodeName;
  if (address === undefined || node === undefined) return [];
  return [{ words: `pod ${nameOf(pod)} (${hostPort(address, port)})`, node, address, port }];
}

async function onService(
  scene: Scene,
  { service: name, port }: { service: string; port: number },
): Promise<Targets | Unaddressable> {
  const found = await scene.service(name);
  if (!found) return notFound(name);
  const { clusterIP = '', ports = [] } = found.spec ?? {};
  if (clusterIP === '' || clusterIP === 'None')
    return { code: 'OBJECT_DIFFERS', message: `Expected Service ${name} to have a ClusterIP, it has none.` };
  if (!hasPort(found, port)) {
    const known = ports.map((one) => one.port).join(', ') || 'none';
    return { code: 'OBJECT_DIFFERS', message: `Expected Service ${name} to have port ${port}, found ${known}.` };
  }
  const words = `Service ${name} (${hostPort(clusterIP, port)})`;
  return { targets: [{ words, address: clusterIP, port }], words };
}

// A port that the Service does not have would stay silent whatever the pods do.
const hasPort = ({ spec }: Service, port: number) => (spec?.ports ?? []).some((one) => one.port === port);

const notFound = (name: string): Unaddressable => ({
  code: 'OBJECT_NOT_FOUND',
  message: `Expected a Service ${name} to ask but found none.`,
});
