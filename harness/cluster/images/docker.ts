import { ClusterError } from '../../errors.ts';
import type { CommandResult } from '../../result.ts';
import { throwIfInterrupted } from '../../toolchain/interruption.ts';
import type { Engine } from '../engine/index.ts';
import { runTool } from '../exec.ts';
import { keyLabel } from './labels.ts';

export interface DockerOptions {
  readonly engine: Engine;
  readonly signal?: AbortSignal | undefined;
}

/** The `docker` of one engine; every method throws ClusterError when docker does. */
export class Docker {
  readonly #options: DockerOptions;
  #builderEnv: Promise<NodeJS.ProcessEnv> | undefined;

  constructor(options: DockerOptions) {
    this.#options = options;
  }

  /** Runs docker and gives its output. */
  async run(...args: readonly string[]): Promise<string> {
    return this.#checked(args, await this.#execute(args, this.#options.engine.env));
  }

  /** Runs docker and says only whether it succeeded. */
  async succeeds(...args: readonly string[]): Promise<boolean> {
    return (await this.#execute(args, this.#options.engine.env)).exitCode === 0;
  }

  /** Runs a command in a fresh container without network; gives all that it printed and how it ended. */
  async tryIn(ref: string, [program = '', ...args]: readonly string[]): Promise<CommandResult> {
    const command = ['run', '--rm', '--network', 'none', '--entrypoint', program, ref, ...args];
    return this.#execute(command, this.#options.engine.env);
  }

  /** Builds an image from a folder with a Dockerfile. */
  async build(folder: string, ref: string, options: { args: Record<string, string>; network: boolean }): Promise<void> {
    this.#builderEnv ??= this.#chooseBuilder();
    const settings = Object.entries(options.args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
    const network = options.network ? 'host' : 'none';
    const args = ['build', '--quiet', '--network', network, ...settings, '--tag', ref, folder];
    this.#checked(args, await this.#execute(args, await this.#builderEnv));
  }

  /** The keys of the images that are here, by name; those that are not here, or not ours, are left out. */
  async keysOf(refs: readonly string[]): Promise<Map<string, string>> {
    const format = '{{json .RepoTags}}\t{{json .Config.Labels}}';
    const { stdout } = await this.#execute(['image', 'inspect', '--format', format, ...refs], this.#options.engine.env);
    return keysIn(stdout);
  }

  /** Debian's docker.io has no buildx, and without it only the older builder is there; it needs to be asked for. */
  async #chooseBuilder(): Promise<NodeJS.ProcessEnv> {
    const { env } = this.#options.engine;
    const { exitCode } = await this.#execute(['buildx', 'version'], env);
    return { ...env, DOCKER_BUILDKIT: exitCode === 0 ? '1' : '0' };
  }

  async #execute(args: readonly string[], env: NodeJS.ProcessEnv): Promise<CommandResult> {
    const { signal } = this.#options;
    throwIfInterrupted(signal);
    const result = await runTool('docker', args, { env, ...(signal && { signal }) });
    throwIfInterrupted(signal);
    return result;
  }

  #checked(args: readonly string[], { exitCode, stdout, stderr }: CommandResult): string {
    if (exitCode === 0) return stdout;
    throw dockerError(args, stderr);
  }
}

const tailLines = 8;

/** What went wrong in docker's own words, and what to do about the causes that people meet. */
export function dockerError(args: readonly string[], stderr: string): ClusterError {
  const lines = stderr
    .trim()
    .split('\n')
    .filter((line) => !/DEPRECATED|DOCKER_BUILDKIT|environment-variable/.test(line));
  const said = lines.slice(-tailLines).join('\n  ');
  const what = args.slice(0, 2).join(' ');
  return new ClusterError('E_DOCKER', `Expected \`docker ${what}\` to succeed but it failed:\n  ${said}`, {
    next: nextAfter(stderr),
  });
}

function nextAfter(stderr: string): string {
  if (/no space left on device/i.test(stderr))
    return 'Free some space on the disk of the container engine: docker system df.';
  if (/Cannot connect to the Docker daemon|connection refused/i.test(stderr))
    return 'Start the container engine, then run again.';
  if (/Temporary failure resolving|Could not resolve|Failed to fetch|Unable to fetch/i.test(stderr))
    return 'Debian packages could not be fetched: set ONE_PER_NODE_DEBIAN_MIRROR to a mirror that this machine reaches, such as http://deb.debian.org.';
  return 'Run again; what is finished is kept.';
}

/** The keys by tag, from lines of tags and labels as JSON; images without labels are not ours. */
export function keysIn(text: string): Map<string, string> {
  const found = text.split('\n').flatMap((line) => {
    const [tags, labels] = line.split('\t');
    if (!tags || !labels) return [];
    const key = (JSON.parse(labels) as Record<string, string> | null)?.[keyLabel];
    return key === undefined ? [] : ((JSON.parse(tags) as string[] | null) ?? []).map((tag) => [tag, key] as const);
  });
  return new Map(found);
}
