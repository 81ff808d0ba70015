import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchCluster, agent as plainAgent, workers } from '../bench/cluster.ts';
import { createNamespace } from '../harness/cluster/namespaces.ts';
import { ClusterError } from '../harness/errors.ts';
import { settle } from '../harness/observe/settle.ts';
import { TimelineRecording } from '../harness/observe/timeline.ts';
import { timelineText } from '../harness/verdict/timeline-text.ts';

/**
 * Records how a DaemonSet comes to 1,000 simulated nodes and how a new template is rolled out over them, as
 * `static/recordings/rollout-1000.json` for the site to replay. Usage: node scripts/record-rollout.ts [NODES]
 */
const count = Number(process.argv[2] ?? 1000);
const namespace = 'rollout';
const path = `/apis/apps/v1/namespaces/${namespace}/daemonsets`;
// The pods of one revision differ from those of the other in a label of no meaning.
const agent = (revision: number) => {
  const { template, ...spec } = plainAgent.spec;
  const labels = { ...template.metadata.labels, revision: String(revision) };
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } };
  return { ...plainAgent, spec: { ...spec, updateStrategy, template: { ...template, metadata: { labels } } } };
};
const folder = join(import.meta.dirname, '..', 'static', 'recordings');
const { provider, ...cluster } = await benchCluster('record-rollout');
const ended = new AbortController();

/** On a busy machine so many nodes take longer than a reset waits; the next one goes on with those that are there. */
async function makeNodes(tries = 10): Promise<void> {
  try {
    await provider.reset(workers(count));
  } catch (error) {
    if (tries === 1 || !(error instanceof ClusterError)) throw error;
    await makeNodes(tries - 1);
  }
}

try {
  await provider.up();
  await makeNodes();
  const api = await cluster.api();
  try {
    await createNamespace(api, namespace);
    const recording = await TimelineRecording.begin(api, { namespace, signal: ended.signal });
    const done = async () => {
      const subject = { namespace, name: 'agent' };
      const task = { daemonSet: `${namespace}/agent`, intended: { kind: 'all' } as const };
      const { verdict } = await settle(api, { subject, task }, { timeoutMs: 600_000 });
      if (verdict.status !== 'pass') throw new Error(verdict.summary);
    };
    recording.step('apply');
    await api.request('POST', path, { body: agent(1) });
    await done();
    recording.step('update');
    await api.request('PUT', `${path}/agent`, { body: agent(2) });
    await done();
    const text = timelineText(await recording.finish());
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `rollout-${count}.json`), text);
    console.log(`rollout-${count}.json: ${Math.round(text.length / 1024)} KB`);
  } finally {
    ended.abort();
    api.close();
  }
} finally {
  await provider.down();
}
