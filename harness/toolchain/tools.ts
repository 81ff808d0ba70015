import versions from './versions.json' with { type: 'json' };

/** The binaries that an embedded cluster needs; closed. */
export const toolNames = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubectl',
  'etcd',
  'kwok',
  'kwokctl',
] as const;
export type ToolName = (typeof toolNames)[number];

/** The project that releases a tool; also the folder in `offline/` that pins it. */
export type Release = 'kubernetes' | 'etcd' | 'kwok';

/** Which release each tool belongs to, and the Go package that is its main. */
export const toolSources = {
  'kube-apiserver': { release: 'kubernetes', goPackage: 'k8s.io/kubernetes/cmd/kube-apiserver' },
  'kube-controller-manager': { release: 'kubernetes', goPackage: 'k8s.io/kubernetes/cmd/kube-controller-manager' },
  'kube-scheduler': { release: 'kubernetes', goPackage: 'k8s.io/kubernetes/cmd/kube-scheduler' },
  kubectl: { release: 'kubernetes', goPackage: 'k8s.io/kubernetes/cmd/kubectl' },
  etcd: { release: 'etcd', goPackage: 'go.etcd.io/etcd/server/v3' },
  kwok: { release: 'kwok', goPackage: 'sigs.k8s.io/kwok/cmd/kwok' },
  kwokctl: { release: 'kwok', goPackage: 'sigs.k8s.io/kwok/cmd/kwokctl' },
} as const satisfies Record<ToolName, { release: Release; goPackage: string }>;

/** The pinned version of a release, without the leading v. */
export function versionOf(release: Release): string {
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
export function toolchainKey({ os, arch }: Platform): string {
  return `kubernetes-${versions.kubernetes}_etcd-${versions.etcd}_kwok-${versions.kwok}_${os}-${arch}`;
}
