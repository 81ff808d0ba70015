import type { Downloader, DownloadResult, SupplyContext } from '../supply.ts';
import { currentPlatform, type Platform, type ToolName } from '../tools.ts';
import { fetchTool } from './fetch-tool.ts';
import { createHttpClient, type HttpClient, type Timeouts } from './http.ts';
import { unreachable } from './probe.ts';
import { mirrorOf, onMirror, type Source, sourceOf } from './sources.ts';
import { Unavailable } from './unavailable.ts';

export interface DownloadTimeouts extends Timeouts {
  /** For all hosts together, before the first download. */
  readonly probeMs: number;
}

const defaults: DownloadTimeouts = { probeMs: 2_500, answerMs: 15_000, stallMs: 30_000 };

interface Job {
  readonly tool: ToolName;
  readonly source: Source;
  readonly origin: string;
}

export interface DownloadSettings {
  readonly timeouts?: Partial<DownloadTimeouts>;
  readonly platform?: Platform;
}

/** A downloader of official binaries; only tests give it other settings. */
export function officialDownloads(settings: DownloadSettings = {}): Downloader {
  const timeouts = { ...defaults, ...settings.timeouts };
  const platform = settings.platform ?? currentPlatform();
  return async (tools, context) => {
    const { env, signal } = context;
    if (isOn(env.ONE_PER_NODE_OFFLINE)) {
      return { left: tools, tried: ['Download: switched off by ONE_PER_NODE_OFFLINE'] };
    }
    const run = new DownloadRun(context, mirrorOf(env), createHttpClient(env, timeouts, signal));
    try {
      return await run.all(tools, { probeMs: timeouts.probeMs, platform });
    } finally {
      run.client.close();
    }
  };
}

function isOn(setting: string | undefined): boolean {
  return setting !== undefined && setting !== '' && setting !== '0';
}

interface RunOptions {
  readonly probeMs: number;
  readonly platform: Platform;
}

/** One attempt to download a list of tools. */
class DownloadRun {
  readonly client: HttpClient;
  readonly #context: SupplyContext;
  readonly #mirror: string | undefined;
  readonly #left: ToolName[] = [];
  readonly #tried: string[] = [];

  constructor(context: SupplyContext, mirror: string | undefined, client: HttpClient) {
    this.#context = context;
    this.#mirror = mirror;
    this.client = client;
  }

  async all(tools: readonly ToolName[], { probeMs, platform }: RunOptions): Promise<DownloadResult> {
    const jobs = this.#jobs(tools, platform);
    const dead = await unreachable(
      this.client,
      jobs.map(({ origin }) => origin),
      probeMs,
    );
    const hosts = [...new Set(jobs.map(({ origin }) => new URL(origin).host))];
    const offline = hosts.length > 0 && dead.size === hosts.length;
    if (offline) {
      for (const reason of dead.values()) this.#tried.push(`Download: ${reason}`);
      this.#context.emit({ kind: 'noNetwork', hosts, reason: [...dead.values()].join('; ') });
    }
    for (const job of jobs) {
      const reason = dead.get(job.origin);
      if (reason === undefined) await this.#one(job, dead);
      else if (offline) this.#left.push(job.tool);
      else this.#leave(job.tool, reason);
    }
    return { left: this.#left, tried: this.#tried };
  }

  #jobs(tools: readonly ToolName[], platform: Platform): Job[] {
    const jobs: Job[] = [];
    for (const tool of tools) {
      const source = sourceOf(tool, platform);
      if (source !== undefined) {
        jobs.push({ tool, source, origin: new URL(onMirror(source.url, this.#mirror)).origin });
        continue;
      }
      this.#leave(tool, `its publisher offers none for ${platform.os}-${platform.arch}`);
    }
    return jobs;
  }

  async #one({ tool, source, origin }: Job, dead: Map<string, string>): Promise<void> {
    try {
      await fetchTool({ tool, source, mirror: this.#mirror, client: this.client, context: this.#context });
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      this.#leave(tool, error.message);
      if (error.broken) dead.set(origin, error.message);
    }
  }

  #leave(tool: ToolName, reason: string): void {
    this.#left.push(tool);
    this.#tried.push(`Download of ${tool}: ${reason}`);
    this.#context.emit({ kind: 'notDownloaded', tool, reason });
  }
}
