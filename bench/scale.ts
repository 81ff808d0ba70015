import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Api, WatchEvent } from '../harness/cluster/api.ts';
import { createNamespace } from '../harness/cluster/namespaces.ts';
import { settle } from '../harness/observe/settle.ts';
import type { Pod } from '../harness/placement/types.ts';
import { isPodReady } from '../harness/verdict/node-state.ts';
import { agent, benchCluster, workers } from './cluster.ts';
import { type Figure, median, ms, spread } from './measure.ts';

const root = join(import.meta.dirname, '..');

/** From the creation of a DaemonSet to its verdict, beside the moment at which its last pod turned Ready. */
export async function benchScale(nodes: number): Promise<Figure[]> {
  const cluster = await benchCluster('bench');
  await cluster.provider.up();
  await cluster.provider.reset(workers(nodes));
  const api = await cluster.api();
  try {
    const rounds: { verdict: number; lastReady: number; latency: number }[] = [];
    for (let round = 0; round < (nodes > 100 ? 2 : 7); round += 1)
      rounds.push(await oneRollout(api, `scale-${nodes}-${round}`));
    const last = rounds.map(({ verdict, lastReady }) => verdict / lastReady);
    const figures: Figure[] = [
      {
        what: `${nodes} nodes: apply → verdict`,
        measured: spread(rounds.map(({ verdict }) => verdict)),
        beside: `last pod Ready ${spread(rounds.map(({ lastReady }) => lastReady))}`,
        ratio: median(last),
        goal: nodes > 100 ? '≤ 1.05' : '',
      },
      {
        what: `${nodes} nodes: verdict after the event that decides it`,
        measured: spread(rounds.map(({ latency }) => latency)),
        goal: '≤ 20 ms',
      },
    ];
    if (nodes > 100) figures.push(await memoryOfAssert(cluster.provider.kubeconfig(), `scale-${nodes}-0`, nodes));
    return figures;
  } finally {
    api.close();
    await cluster.provider.reset(workers(1));
  }
}

async function oneRollout(
  api: Api,
  namespace: string,
): Promise<{ verdict: number; lastReady: number; latency: number }> {
  await createNamespace(api, namespace);
  const ready = new Set<string>();
  let lastReady = 0;
  let lastEvent = 0;
  const watched = watchedApi(api, ({ object }) => {
    lastEvent = performance.now();
    const uid = object.metadata.uid ?? '';
    if (!object.metadata.ownerReferences || ready.has(uid) || !isPodReady(object as Pod)) return;
    ready.add(uid);
    lastReady = performance.now();
  });
  const started = performance.now();
  await api.request('POST', `/apis/apps/v1/namespaces/${namespace}/daemonsets`, { body: agent });
  const { verdict } = await settle(
    watched,
    { subject: { namespace, name: 'agent' }, task: { daemonSet: `${namespace}/agent`, intended: { kind: 'all' } } },
    { timeoutMs: 120_000 },
  );
  const ended = performance.now();
  if (verdict.status !== 'pass') throw new Error(verdict.summary);
  return { verdict: ended - started, lastReady: lastReady - started, latency: ended - lastEvent };
}

/** The same API client, with a look at each event before the watcher gets it. */
function watchedApi(api: Api, onEvent: (event: WatchEvent<Pod>) => void): Api {
  return new Proxy(api, {
    get(target, key) {
      if (key !== 'watch') {
        const value = Reflect.get(target, key, target) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      }
      const watch: Api['watch'] = (path, init, next) =>
        target.watch(path, init, (event) => {
          onEvent(event as WatchEvent<Pod>);
          next(event as never);
        });
      return watch;
    },
  });
}

/** Peak memory of `course assert` as a process of its own (Linux). */
async function memoryOfAssert(kubeconfig: string, namespace: string, nodes: number): Promise<Figure> {
  const child = spawn(
    join(root, 'course'),
    ['assert', 'daemonset/agent', '-n', namespace, '--intended', 'all', '--kubeconfig', kubeconfig],
    { stdio: 'ignore' },
  );
  let peak = 0;
  const timer = setInterval(() => {
    try {
      const [, kilobytes] = readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+) kB/) ?? [];
      peak = Math.max(peak, Number(kilobytes ?? 0));
    } catch {
      // It has ended, or this is not Linux.
    }
  }, 5);
  const started = performance.now();
  await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(timer);
  return {
    what: `${nodes} nodes: course assert, whole process`,
    measured: `${ms(performance.now() - started)}, ${Math.round(peak / 1024)} MB at its peak`,
    goal: '≤ 250 MB',
  };
}
