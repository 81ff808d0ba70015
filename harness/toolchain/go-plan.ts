import { type Release, type ToolName, toolSources, versionOf } from './tools.ts';

/** One `go build`: tools of the same module that are linked together. */
export interface BuildStep {
  readonly release: Release;
  readonly tools: readonly ToolName[];
  readonly packages: readonly string[];
}

// Small first: an interrupted first build then keeps the most.
const order: readonly (readonly ToolName[])[] = [
  ['kubectl'],
  ['etcd'],
  ['kwok', 'kwokctl'],
  ['kube-scheduler', 'kube-controller-manager'],
  ['kube-apiserver'],
  ['kind'],
  ['kubeadm', 'kubelet', 'kube-proxy'],
  ['containerd', 'containerd-shim-runc-v2', 'ctr'],
  ['node-etcd'],
  ['coredns'],
  ['agnhost'],
  ['node-exporter'],
  ['log-agent'],
];

/** The builds that make these tools, in the order to run them. */
export function buildSteps(wanted: readonly ToolName[]): BuildStep[] {
  const steps: BuildStep[] = [];
  for (const group of order) {
    const tools = group.filter((tool) => wanted.includes(tool));
    const first = tools[0];
    if (first === undefined) continue;
    const { release } = toolSources[first];
    steps.push({ release, tools, packages: tools.map((tool) => toolSources[tool].goPackage) });
  }
  return steps;
}

/** The arguments of `go build` for a step; `outputs` is a folder that may hold nothing else. */
export function buildArgs({ release, tools, packages }: BuildStep, outputs: string): string[] {
  // A package named …/server/v3 would be written as `server`, so a single tool is given its file name.
  const output = tools.length === 1 ? `${outputs}/${tools[0]}` : `${outputs}/`;
  const flags = ['-mod=readonly', '-buildvcs=false', '-trimpath', '-ldflags', linkerFlags(release)];
  return ['build', '-v', ...flags, '-o', output, ...packages];
}

/** Variables that hold a program's version; these learn it from the linker alone, and without it misreport it. */
function versionVariables(release: Release): Record<string, string> {
  const version = versionOf(release);
  switch (release) {
    case 'kubernetes': {
      const [major = '', minor = ''] = version.split('.');
      const numbers = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor };
      return {
        ...prefixed('k8s.io/component-base/version', { ...numbers, gitTreeState: 'clean' }),
        ...prefixed('k8s.io/client-go/pkg/version', numbers),
      };
    }
    case 'containerd':
      return { 'github.com/containerd/containerd/v2/version.Version': `v${version}` };
    case 'node-exporter':
      return { 'github.com/prometheus/common/version.Version': version };
    case 'log-agent':
      return { 'main.version': version };
    default:
      return {};
  }
}

function prefixed(path: string, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${path}.${name}`, value]));
}

function linkerFlags(release: Release): string {
  return ['-s -w', ...Object.entries(versionVariables(release)).map(([name, value]) => `-X ${name}=${value}`)].join(
    ' ',
  );
}

/** The user's own settings (proxy, checksum database, toolchain) with what makes the build the same everywhere. */
export function goEnvironment(env: NodeJS.ProcessEnv, { os, arch }: { os: string; arch: string }): NodeJS.ProcessEnv {
  return { ...env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off', GOOS: os, GOARCH: arch };
}
