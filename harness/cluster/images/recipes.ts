import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../toolchain/package-root.ts';
import { type ToolName, toolSets, versionOf } from '../../toolchain/tools.ts';
import { type CatalogueImage, catalogue } from './catalogue.ts';
import { packagesDockerfile, programDockerfile } from './dockerfile.ts';
import { type BuildRecipe, type ContextFile, filesBelow, imageFolder, type Recipe } from './recipe.ts';

const kubernetes = versionOf('kubernetes');

/** The name of our node image; kind's own is used wherever it can be pulled. */
export const nodeRef = `one-per-node/node:v${kubernetes}`;
const cniRef = 'one-per-node/cni-agent:v1';

/** Stands for the Debian mirror in build arguments: where packages come from does not change what they are. */
export const mirrorArgument = '@MIRROR@';

/** What `kubeadm config images list` names beside the pause image, and the program in it. */
const components = {
  [`registry.k8s.io/kube-apiserver:v${kubernetes}`]: 'kube-apiserver',
  [`registry.k8s.io/kube-controller-manager:v${kubernetes}`]: 'kube-controller-manager',
  [`registry.k8s.io/kube-scheduler:v${kubernetes}`]: 'kube-scheduler',
  [`registry.k8s.io/kube-proxy:v${kubernetes}`]: 'kube-proxy',
  [`registry.k8s.io/coredns/coredns:v${versionOf('coredns')}`]: 'coredns',
  [`registry.k8s.io/etcd:${versionOf('node-etcd')}-0`]: 'node-etcd',
} as const satisfies Record<string, ToolName>;

/** The images that lie in our node image, and therefore need no loading into its nodes. */
export const preloadedRefs: readonly string[] = [...Object.keys(components), cniRef];

const intermediate = { ref: undefined, kept: false, proof: undefined } as const;
const shared = { args: {}, from: {}, network: false } as const;

/** Every image that we build, each after those that it is made from. */
export function allRecipes(): Recipe[] {
  return [...ground(), ...catalogue().map(workload), ...Object.entries(components).map(component), ...node()];
}

function ground(): Recipe[] {
  return [
    {
      ...intermediate,
      kind: 'rootfs',
      name: 'debian-rootfs',
      title: 'A minimal Debian',
      suite: 'bookworm',
      include: ['ca-certificates'],
    },
    {
      ...own('debian', 'A minimal Debian with its security updates'),
      ...intermediate,
      args: { MIRROR: mirrorArgument },
      from: { ROOTFS: 'debian-rootfs' },
      network: true,
    },
    {
      ...own('node', 'A node without images'),
      ...intermediate,
      name: 'node-system',
      context: [
        ...own('node', '').context,
        {
          kind: 'file',
          path: 'rootfs/kind/bin/runc-within-bounds',
          file: join(packageRoot(), 'offline', 'engine', 'runc-within-bounds'),
        },
        ...[...toolSets.node.filter(isNodeProgram), 'kubectl' as const].map(toolIn('bin')),
      ],
      args: { KUBERNETES: kubernetes, PAUSE_IMAGE: refOf('pause'), CNI_IMAGE: cniRef },
      from: { DEBIAN: 'debian' },
      network: true,
    },
    {
      ...own('network-tools', 'iptables, nft and conntrack with what they load'),
      ...intermediate,
      from: { NODE: 'node-system' },
    },
  ];
}

/** Of the node's set, what runs on the node itself; the rest lies in component images. */
const isNodeProgram = (tool: ToolName) => !Object.values<ToolName>(components).includes(tool);

function node(): Recipe[] {
  const agent: BuildRecipe = {
    ...own('cni-agent', 'The pod network of our nodes: a DaemonSet'),
    ref: cniRef,
    context: [...own('cni-agent', '').context, toolIn('.')('kubectl')],
    from: { DEBIAN: 'debian', NETWORK_TOOLS: 'network-tools' },
    network: true,
  };
  return [
    agent,
    {
      kind: 'node',
      name: 'node',
      title: `A kind node of Kubernetes ${kubernetes}`,
      ref: nodeRef,
      kept: true,
      base: 'node-system',
      preload: [...Object.values(components), 'pause', agent.name],
    },
  ];
}

function component([ref, tool]: [string, ToolName]): BuildRecipe {
  const program = tool.replace(/^node-/, '');
  // CoreDNS is started without a command, the rest by name.
  const path = `/usr/local/bin/${program}`;
  const onTools = tool === 'kube-proxy';
  return {
    ...shared,
    kind: 'build',
    name: tool,
    title: `${program} of a kind cluster, built from its sources`,
    ref,
    kept: false,
    dockerfile: programDockerfile({ path }, onTools ? 'BASE' : undefined),
    context: [{ kind: 'tool', tool, path: `files${path}` }],
    ...(onTools && { from: { BASE: 'network-tools' } }),
    proof: undefined,
  };
}

function workload(entry: CatalogueImage): BuildRecipe {
  const { name, title, ref, proves, tool, path } = entry;
  const described = { ...shared, kind: 'build' as const, name, title, ref, kept: true, proof: proves };
  if (tool !== undefined)
    return {
      ...described,
      dockerfile: programDockerfile(entry),
      context: [{ kind: 'tool', tool, path: `files${path}` }],
    };
  if (entry.packages !== undefined) {
    const files = filesOf(name);
    return {
      ...described,
      dockerfile: packagesDockerfile(entry, files.length > 0),
      context: files,
      from: { DEBIAN: 'debian' },
      network: true,
    };
  }
  return { ...described, ...byHand[name as keyof typeof byHand], ...dockerfileAndContext(name) };
}

function filesOf(name: string): ContextFile[] {
  const folder = join(imageFolder(name), 'files');
  return existsSync(folder) ? filesBelow(folder, 'files') : [];
}

/** What the images with a Dockerfile of their own need beside the files of their folder. */
const byHand = {
  pause: {
    args: { VERSION: refTag('pause') },
    from: { DEBIAN: 'debian' },
    network: true,
  },
} as const;

function own(name: string, title: string): BuildRecipe {
  return {
    ...shared,
    kind: 'build',
    name,
    title,
    ref: undefined,
    kept: false,
    proof: undefined,
    ...dockerfileAndContext(name),
  };
}

function dockerfileAndContext(name: string): Pick<BuildRecipe, 'dockerfile' | 'context'> {
  const folder = imageFolder(name);
  const context = filesBelow(folder).filter(({ path }) => path !== 'Dockerfile');
  return { dockerfile: readFileSync(join(folder, 'Dockerfile'), 'utf8'), context: [...context, ...sourcesOf(name)] };
}

function sourcesOf(name: string): ContextFile[] {
  if (name !== 'pause') return [];
  const file = 'build/pause/linux/pause.c';
  return [{ kind: 'source', path: 'pause.c', release: 'kubernetes', module: 'k8s.io/kubernetes', file }];
}

const toolIn =
  (folder: string) =>
  (tool: ToolName): ContextFile => ({ kind: 'tool', tool, path: join(folder, tool) });

function refOf(name: string): string {
  return catalogue().find((entry) => entry.name === name)?.ref ?? '';
}

function refTag(name: string): string {
  return refOf(name).split(':').at(-1) ?? '';
}
