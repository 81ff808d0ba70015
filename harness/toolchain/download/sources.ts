import { UsageError } from '../../errors.ts';
import { type Platform, type ToolName, toolSources, versionOf } from '../tools.ts';
import versions from '../versions.json' with { type: 'json' };

/** Where the publisher offers a tool, and where it says what the file's sha256 is. */
export interface Source {
  readonly url: string;
  readonly checksumUrl: string;
  /** Path inside the .tar.gz at `url`; absent when `url` is the binary itself. */
  readonly member?: string;
  /** The digest committed with us for exactly this address; it outranks the publisher's file. */
  readonly sha256?: string;
}

const digests: Readonly<Record<string, string>> = versions.digests;
const linuxOnly = new Set<ToolName>([
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'etcd',
  'node-etcd',
  'kubelet',
  'kubeadm',
  'kube-proxy',
]);
/** Only Kubernetes, etcd, kwok and kind come as files that we can use one by one; agnhost comes as an image alone. */
const notPublished = new Set<ToolName>([
  'agnhost',
  'containerd',
  'containerd-shim-runc-v2',
  'ctr',
  'coredns',
  'node-exporter',
  'log-agent',
]);
const published: Readonly<Record<string, readonly string[]>> = {
  linux: ['amd64', 'arm64'],
  darwin: ['amd64', 'arm64'],
};

/** The official download of a tool; undefined where its publisher offers none for this platform that we can use. */
export function sourceOf(tool: ToolName, platform: Platform): Source | undefined {
  if (!published[platform.os]?.includes(platform.arch) || notPublished.has(tool)) return undefined;
  // etcd's archive for macOS is a zip, but there the API server needs the Go build anyway.
  if (linuxOnly.has(tool) && platform.os !== 'linux') return undefined;
  const source = addressOf(tool, platform);
  if (source === undefined) return undefined;
  const sha256 = digests[source.url];
  return sha256 === undefined ? source : { ...source, sha256 };
}

function addressOf(tool: ToolName, { os, arch }: Platform): Source | undefined {
  const { release } = toolSources[tool];
  const version = versionOf(release);
  switch (release) {
    case 'kubernetes': {
      const url = `https://dl.k8s.io/release/v${version}/bin/${os}/${arch}/${tool}`;
      return { url, checksumUrl: `${url}.sha256` };
    }
    case 'etcd':
    case 'node-etcd': {
      const folder = `https://github.com/etcd-io/etcd/releases/download/v${version}`;
      const name = `etcd-v${version}-${os}-${arch}`;
      return { url: `${folder}/${name}.tar.gz`, checksumUrl: `${folder}/SHA256SUMS`, member: `${name}/etcd` };
    }
    case 'kwok': {
      // kwok 0.8.0 publishes no checksums: only a digest in versions.json, or a mirror that adds this file, can vouch.
      const url = `https://github.com/kubernetes-sigs/kwok/releases/download/v${version}/${tool}-${os}-${arch}`;
      return { url, checksumUrl: `${url}.sha256` };
    }
    case 'kind': {
      const url = `https://github.com/kubernetes-sigs/kind/releases/download/v${version}/kind-${os}-${arch}`;
      return { url, checksumUrl: `${url}.sha256sum` };
    }
    default:
      return undefined;
  }
}

/** The same file on a mirror: its base, then the official address without `https://`. */
export function onMirror(url: string, mirror: string | undefined): string {
  return mirror ? `${mirror.replace(/\/+$/, '')}/${url.replace(/^https:\/\//, '')}` : url;
}

/** The base that ONE_PER_NODE_MIRROR names, if any. */
export function mirrorOf(env: NodeJS.ProcessEnv): string | undefined {
  const mirror = env.ONE_PER_NODE_MIRROR;
  if (!mirror) return undefined;
  if (/^https?:$/.test(URL.parse(mirror)?.protocol ?? '')) return mirror;
  throw new UsageError('E_MIRROR', `Expected ONE_PER_NODE_MIRROR to be an http or https address but found ${mirror}.`, {
    next: 'Set it to an address such as https://mirror.example/downloads, or unset it.',
  });
}

/** The sha256 that a checksum file states for `file`: a bare digest, or `digest  name` lines. */
export function digestIn(text: string, file: string): string | undefined {
  for (const line of text.split('\n')) {
    const [, digest, name] = /^([0-9a-f]{64})(?:\s+\*?(\S+))?\s*$/i.exec(line.trim()) ?? [];
    if (digest !== undefined && (name === undefined || name.split('/').at(-1) === file)) return digest.toLowerCase();
  }
  return undefined;
}
