import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { currentPlatform, type Platform } from '../../toolchain/tools.ts';
import type { Topology, TopologyNode } from '../provider.ts';
import { poolNodes } from './config.ts';

/** A container that can be a node, and the name that its kubelet goes by. */
export interface Member {
  container: string;
  node: string;
  role: 'control-plane' | 'worker';
  /** Address that it had when the cluster was made; the control plane's is in its certificates. */
  ip?: string;
}

/** The nodes that a fresh cluster has, by kind's naming of containers. */
export function freshPool(cluster: string): Member[] {
  return poolNodes.map((node, index) => {
    if (index === 0) return { container: `${cluster}-control-plane`, node, role: 'control-plane' };
    return { container: `${cluster}-worker${index === 1 ? '' : index}`, node, role: 'worker' };
  });
}

/** The container of a node that `course node add` made. */
export function addedName(cluster: string, node: string): string {
  return `${cluster}-added-${node}`;
}

const workers = poolNodes.length - 1;

const isControlPlane = ({ name, labels = {} }: TopologyNode) =>
  name === 'control-plane' || labels['node-role.kubernetes.io/control-plane'] !== undefined;

/** Why these nodes cannot be had on a kind cluster, as the end of a sentence; undefined when they can. */
export function whyUnfit({ nodes }: Topology, machine: Platform = currentPlatform()): string | undefined {
  const sized = nodes.filter(({ capacity = {} }) => Object.keys(capacity).length > 0).map(({ name }) => name);
  if (sized.length > 0) return `${sized.join(', ')} has a capacity of its own, and a real node has that of its machine`;
  const foreign = nodes.find((node) => systemOf(node, machine) !== `linux/${machine.arch}`);
  if (foreign)
    return `${foreign.name} is a ${systemOf(foreign, machine)} machine, and the nodes of kind are linux/${machine.arch} like this one`;
  const planes = nodes.filter(isControlPlane);
  if (planes.length > 1)
    return `it needs ${planes.length} control planes (${planes.map(({ name }) => name).join(', ')}), and a kind cluster has one`;
  const others = nodes.length - planes.length;
  if (others > workers) return `it needs ${others} nodes beside the control plane, and a kind cluster has ${workers}`;
  return undefined;
}

/** Operating system and processor that a node claims by its labels; no kubelet of ours would confirm others than its own. */
function systemOf({ labels = {} }: TopologyNode, machine: Platform): string {
  const claim = (key: string, otherwise: string) =>
    labels[`kubernetes.io/${key}`] ?? labels[`beta.kubernetes.io/${key}`] ?? otherwise;
  return `${claim('os', 'linux')}/${claim('arch', machine.arch)}`;
}

/** Which container becomes which node of the topology; a member that goes by the name already is taken before another. */
export function assign({ nodes }: Topology, pool: readonly Member[]): { wanted: TopologyNode; member: Member }[] {
  const free = new Set(pool);
  const take = (node: TopologyNode, accept: (member: Member) => boolean) => {
    const role = isControlPlane(node) ? 'control-plane' : 'worker';
    const member = [...free].find((candidate) => candidate.role === role && accept(candidate));
    if (member) free.delete(member);
    return member;
  };
  const byName = new Map(nodes.map((node) => [node, take(node, ({ node: name }) => name === node.name)]));
  return nodes.map((wanted) => {
    const member = byName.get(wanted) ?? take(wanted, () => true);
    if (!member) throw new RangeError(`No container is left for node ${wanted.name}.`);
    return { wanted, member };
  });
}

/** Reads a file of ours; undefined when it is not there or was cut short. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Writes a file so that it is there whole or not at all, also when the machine stops right after. */
export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}.tmp`;
  const file = openSync(aside, 'w', 0o600);
  try {
    writeSync(file, JSON.stringify(value, null, 2));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
}
