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

/** Kubernetes learns its version from the linker alone; without it kubectl and the API server misreport it. */
function linkerFlags(release: Release): string {
  if (release !== 'kubernetes') return '-s -w';
  const version = versionOf('kubernetes');
  const [major, minor] = version.split('.');
  const stamp = (module: string, values: Record<string, string>) =>
    Object.entries(values).map(([key, value]) => `-X k8s.io/${module}/version.${key}=${value}`);
  const numbers = { gitVersion: `v${version}`, gitMajor: `${major}`, gitMinor: `${minor}` };
  return [
    '-s -w',
    ...stamp('component-base', { ...numbers, gitTreeState: 'clean' }),
    ...stamp('client-go/pkg', numbers),
  ].join(' ');
}

/** The user's own settings (proxy, checksum database, toolchain) with what makes the build the same everywhere. */
export function goEnvironment(env: NodeJS.ProcessEnv, { os, arch }: { os: string; arch: string }): NodeJS.ProcessEnv {
  return { ...env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off', GOOS: os, GOARCH: arch };
}
