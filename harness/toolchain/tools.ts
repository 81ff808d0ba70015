import versions from './versions.json' with { type: 'json' };

/** The binaries by what needs them, each set complete in a folder of its own, so that nobody waits for another's. */
export const toolSets = {
  /** An embedded cluster; all that most people ever get. */
  'control-plane': [
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'kubectl',
    'etcd',
    'kwok',
    'kwokctl',
  ],
  kind: ['kind'],
  /** What a kind node of our own is made of, beside the control plane. */
  node: ['kubelet', 'kubeadm', 'kube-proxy', 'containerd', 'containerd-shim-runc-v2', 'ctr', 'node-etcd', 'coredns'],
  /** What labs run on such nodes. */
  workloads: ['agnhost', 'node-exporter', 'log-agent'],
} as const satisfies Record<string, readonly string[]>;
export type ToolSet = keyof typeof toolSets;
/** The tools of one set; of all sets unless given. */
export type ToolName<Set extends ToolSet = ToolSet> = (typeof toolSets)[Set][number];

/** The binaries that an embedded cluster needs. */
export const toolNames = toolSets['control-plane'];

/** The project that releases a tool; also the folder in `offline/` that pins it. */
export type Release =
  | 'kubernetes'
  | 'etcd'
  | 'kwok'
  | 'kind'
  | 'containerd'
  | 'coredns'
  | 'node-etcd'
  | 'node-exporter'
  | 'log-agent';

interface ToolSource {
  readonly release: Release;
  readonly goPackage: string;
}

const kubernetes = (name: string): ToolSource => ({ release: 'kubernetes', goPackage: `k8s.io/kubernetes/${name}` });
const containerd = (name: string): ToolSource => ({
  release: 'containerd',
  goPackage: `github.com/containerd/containerd/v2/cmd/${name}`,
});

/** Which release each tool belongs to, and the Go package that is its main. */
export const toolSources = {
  'kube-apiserver': kubernetes('cmd/kube-apiserver'),
  'kube-controller-manager': kubernetes('cmd/kube-controller-manager'),
  'kube-scheduler': kubernetes('cmd/kube-scheduler'),
  kubectl: kubernetes('cmd/kubectl'),
  etcd: { release: 'etcd', goPackage: 'go.etcd.io/etcd/server/v3' },
  kwok: { release: 'kwok', goPackage: 'sigs.k8s.io/kwok/cmd/kwok' },
  kwokctl: { release: 'kwok', goPackage: 'sigs.k8s.io/kwok/cmd/kwokctl' },
  kind: { release: 'kind', goPackage: 'sigs.k8s.io/kind' },
  kubelet: kubernetes('cmd/kubelet'),
  kubeadm: kubernetes('cmd/kubeadm'),
  'kube-proxy': kubernetes('cmd/kube-proxy'),
  containerd: containerd('containerd'),
  'containerd-shim-runc-v2': containerd('containerd-shim-runc-v2'),
  ctr: containerd('ctr'),
  // kubeadm asks for another patch release than the one that embedded clusters run on.
  'node-etcd': { release: 'node-etcd', goPackage: 'go.etcd.io/etcd/server/v3' },
  coredns: { release: 'coredns', goPackage: 'github.com/coredns/coredns' },
  agnhost: kubernetes('test/images/agnhost'),
  'node-exporter': { release: 'node-exporter', goPackage: 'github.com/prometheus/node_exporter' },
  'log-agent': { release: 'log-agent', goPackage: 'one-per-node.local/offline/log-agent' },
} as const satisfies Record<ToolName, ToolSource>;

/** The pinned version of a release, without the leading v. */
export function versionOf(release: Release | 'kind-node'): string {
  return versions[release];
}

export interface Platform {
  /** As Go and the release pages spell it: linux, darwin. */
  readonly os: string;
  /** As Go and the release pages spell it: amd64, arm64. */
  readonly arch: string;
}

const goArch: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };

/** The machine that we run on, in the words of Go and of the release pages. */
export function currentPlatform(): Platform {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  return { os, arch: goArch[process.arch] ?? process.arch };
}

/** Names one set of binaries: another version, system or processor never reads what this one wrote. */
export function toolchainKey({ os, arch }: Platform, set: ToolSet = 'control-plane'): string {
  const releases = new Set(toolSets[set].map((tool) => toolSources[tool].release));
  const parts = [...releases].map((release) => `${release}-${versionOf(release)}`);
  // Two sets may be made of the same releases; the first one has always been called by its versions alone.
  return [...(set === 'control-plane' || set === 'kind' ? [] : [set]), ...parts, `${os}-${arch}`].join('_');
}
