import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { endProcesses, processesRunning } from '../processes.ts';

export const componentNames = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok-controller',
] as const;

/** The processes of one cluster, known by the copies of the binaries that kwokctl makes in the cluster's own folder. */
export class Components {
  readonly #dir: string;
  readonly #configPath: string;

  constructor({ dir, configPath }: { dir: string; configPath: string }) {
    this.#dir = dir;
    this.#configPath = configPath;
  }

  /** Those that do not run; an id that kwokctl noted counts only while its process is one of ours. */
  async missing(): Promise<string[]> {
    const ours = new Set(await this.#processes());
    return componentNames.filter((component) => !ours.has(this.#notedPid(component)));
  }

  async stop(component: string): Promise<void> {
    const pid = this.#notedPid(component);
    if ((await this.#processes()).includes(pid)) await endProcesses([pid]);
    this.forget([component]);
  }

  /** Lets kwokctl start components again: it takes one for running while its noted process is a zombie. */
  forget(components: readonly string[]): void {
    for (const component of components) rmSync(this.#pidFile(component), { force: true });
  }

  /** Makes kwokctl pass over components that are to stay stopped: it takes any living process that is noted for theirs. */
  passOver(components: readonly string[]): void {
    for (const component of components) writeFileSync(this.#pidFile(component), String(process.pid));
  }

  /** Ends everything that runs from the cluster's folder. */
  async end(): Promise<void> {
    await endProcesses(await this.#processes(), 1_000);
  }

  /** Ends kwokctl, and the kubectl with which it waits, where they are making this cluster. */
  async endStarters(): Promise<void> {
    const ours = [this.#configPath, join(this.#dir, 'kubeconfig.yaml')];
    const isStarter = (program: string) => ['kwokctl', 'kubectl'].includes(basename(program));
    await endProcesses(
      await processesRunning((program, args) => isStarter(program) && args.some((arg) => ours.includes(arg))),
      500,
    );
  }

  /** Whether a component says that it could not bind its port. */
  portTaken(): boolean {
    return componentNames.some((component) => {
      try {
        return readFileSync(join(this.#dir, 'logs', `${component}.log`), 'utf8')
          .slice(-20_000)
          .includes('address already in use');
      } catch {
        return false;
      }
    });
  }

  #processes(): Promise<number[]> {
    return processesRunning((program) => program.startsWith(`${this.#dir}/`));
  }

  #pidFile(component: string): string {
    return join(this.#dir, 'pids', `${component}.pid`);
  }

  #notedPid(component: string): number {
    try {
      return Number(readFileSync(this.#pidFile(component), 'utf8').trim());
    } catch {
      return 0;
    }
  }
}
