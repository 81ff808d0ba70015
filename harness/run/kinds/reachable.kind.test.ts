import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createNamespace } from '../../cluster/namespaces.ts';
import { kindCluster } from '../../cluster/testing/kind-cluster.ts';
import type { Expectation, Lab } from '../../lab/index.ts';
import { expectationSchemas } from '../../lab/index.ts';
import type { Verdict } from '../../result.ts';
import { reachable } from './reachable.ts';

const cluster = kindCluster();
const namespace = 'reach';
const ssd = { disk: 'ssd' };
const image = 'registry.k8s.io/e2e-test-images/agnhost:2.63.0';

const agnhost = (args: string[], ports: object[] = []) => ({
  terminationGracePeriodSeconds: 0,
  containers: [{ name: 'c', image, args, ports }],
});
const netexec = (port: number) => ['netexec', `--http-port=${port}`, '--udp-port=-1'];
const object = (kind: string, name: string, spec: object, metadata: object = {}) => ({
  apiVersion: kind === 'DaemonSet' ? 'apps/v1' : 'v1',
  kind,
  metadata: { name, namespace, ...metadata },
  spec,
});
const service = (name: string, over: object = {}) =>
  object('Service', name, { selector: { app: 'agent' }, ports: [{ port: 80, targetPort: 8080 }], ...over });

/** One agent on worker-1 and worker-2, each way to reach it, and a dashboard that is none. */
const objects = [
  object('DaemonSet', 'agent', {
    selector: { matchLabels: { app: 'agent' } },
    template: {
      metadata: { labels: { app: 'agent', product: 'p' } },
      spec: { ...agnhost(netexec(8080), [{ containerPort: 8080, hostPort: 8080 }]), nodeSelector: ssd },
    },
  }),
  object('Pod', 'dashboard', { ...agnhost(netexec(8080)), nodeName: 'worker-1' }, { labels: { product: 'p' } }),
  // Something listens on worker-3 that does not speak for any pod.
  object(
    'Pod',
    'stranger',
    {
      ...agnhost(['netexec', '--http-port=8082', '--udp-port=-1', '--http-override=/echo?msg=hello']),
      nodeName: 'worker-3',
      hostNetwork: true,
    },
    { labels: { app: 'stranger' } },
  ),
  service('web', { type: 'NodePort' }),
  service('own', { type: 'NodePort', internalTrafficPolicy: 'Local', externalTrafficPolicy: 'Local' }),
  service('headless', { clusterIP: 'None', ports: [{ port: 8080 }] }),
  service('wide', { selector: { product: 'p' } }),
  service('wide-headless', { selector: { product: 'p' }, clusterIP: 'None', ports: [{ port: 8080 }] }),
  service('nobody', { selector: { app: 'typo' } }),
];

async function verdictOf(yaml: string, timeout = '10s'): Promise<Verdict> {
  const parameters = expectationSchemas.reachable.parse({ path: '/hostname', timeout, ...parse(yaml) });
  const { api, provider } = cluster;
  const { signal: ended } = new AbortController();
  const context = { api, provider, ended, namespace, lab: { slug: 'reach', dir: '/nowhere' } as Lab };
  const check = await reachable(
    { expectation: 'reachable', ...parameters } as Extract<Expectation, { expectation: 'reachable' }>,
    context,
  );
  return (await check({ command: '', exitCode: 0, stdout: '', stderr: '', durationMs: 0 })).verdict;
}

beforeAll(async () => {
  await cluster.provider.reset({
    images: [image],
    nodes: [
      { name: 'control-plane' },
      { name: 'worker-1', labels: ssd },
      { name: 'worker-2', labels: ssd },
      { name: 'worker-3' },
    ],
  });
  await createNamespace(cluster.api, namespace);
  await cluster.kubectl('apply -f -', { apiVersion: 'v1', kind: 'List', items: objects });
  await cluster.kubectl(`-n ${namespace} rollout status daemonset/agent --timeout=120s`);
  await cluster.kubectl(`-n ${namespace} wait pod --all --for=condition=Ready --timeout=120s`);
});

const web = 'answeredBy: { labels: disk=ssd }';
const pods = 'from: { pods: { names: [worker-2, worker-3] } }';

describe('who answers on a real cluster', () => {
  it.each([
    ['the host asks the nodes', `from: host\nto: { nodes: all, port: 8080 }\n${web}`],
    ['nodes ask the nodes', `from: { nodes: { names: [worker-1, worker-3] } }\nto: { nodes: all, port: 8080 }\n${web}`],
    ['pods ask the nodes', `${pods}\nto: { nodes: all, port: 8080 }\n${web}`],
    ['pods ask the pods', `${pods}\nto: { pods: app=agent, port: 8080 }\n${web}\nof: DaemonSet/agent`],
    ['pods ask a Service', `${pods}\nto: { service: web, port: 80 }\n${web}`],
    ['pods ask a Service by its name', `${pods}\nto: { host: web, port: 80 }\n${web}`],
    ['pods ask for every address of a name', `${pods}\nto: { host: headless, port: 8080 }\nown: asked\n${web}`],
    ['the host asks node ports', `from: host\nto: { nodes: all, nodePort: web }\n${web}`],
    [
      'pods ask a Service that stays on the node',
      `from: { pods: all }\nto: { service: own, port: 80 }\nown: asking\n${web}`,
    ],
    [
      'nodes ask a Service that stays on the node',
      `from: { nodes: all }\nto: { service: own, port: 80 }\nown: asking\n${web}`,
    ],
    [
      'the host asks node ports that stay on the node',
      `from: host\nto: { nodes: all, nodePort: own }\nown: asked\n${web}`,
    ],
    [
      'the pods see who asks',
      `from: host\nto: { nodes: all, nodePort: own }\nown: asked\npath: /clientip\nanswer: '^(?<client>\\S+)$'\n${web}`,
    ],
    ['nobody answers a Service without pods', `${pods}\nto: { service: nobody, port: 80 }\nansweredBy: none`],
    ['nobody answers at a port where nobody listens', 'from: host\nto: { nodes: all, port: 8081 }\nansweredBy: none'],
    ['a name that nobody has', `${pods}\nto: { host: no-such-name, port: 80 }\nansweredBy: none`],
  ])('%s', async (_title, yaml) => {
    const verdict = await verdictOf(yaml);
    expect(
      verdict.nodes.filter(({ status }) => status !== 'pass'),
      verdict.summary,
    ).toEqual([]);
    expect(verdict, verdict.summary).toMatchObject({ status: 'pass', code: 'OK' });
  });

  it.each([
    [
      'a node without a pod',
      'from: host\nto: { nodes: all, port: 8080 }\nansweredBy: all',
      'ANSWER_MISSING',
      ['control-plane', 'worker-3'],
    ],
    [
      'a pod too many',
      'from: host\nto: { nodes: all, port: 8080 }\nansweredBy: { names: [worker-1] }',
      'ANSWERED_UNEXPECTEDLY',
      ['worker-2'],
    ],
    [
      'a stranger',
      'from: host\nto: { nodes: all, port: 8082 }\nansweredBy: { names: [worker-3] }',
      'ANSWER_UNREADABLE',
      ['worker-3'],
    ],
    [
      'a balanced Service where each own pod is due',
      `from: { pods: all }\nto: { service: web, port: 80 }\nown: asking\n${web}`,
      'ANSWERED_UNEXPECTEDLY',
      ['control-plane', 'worker-1', 'worker-2', 'worker-3'],
    ],
    [
      'balanced node ports where each own pod is due',
      `from: host\nto: { nodes: { labels: disk=ssd }, nodePort: web }\nown: asked\n${web}`,
      'ANSWER_FROM_WRONG_NODE',
      ['worker-1', 'worker-2'],
    ],
    [
      'a Service that stays on the node where all are due',
      `${pods}\nto: { service: own, port: 80 }\n${web}`,
      'ANSWER_MISSING',
      ['worker-1', 'worker-2'],
    ],
    [
      'a pod that is not meant behind the Service',
      `${pods}\nto: { service: wide, port: 80 }\n${web}\nof: DaemonSet/agent`,
      'ANSWERED_UNEXPECTEDLY',
      ['worker-1'],
    ],
    [
      'a pod that is not meant under the name',
      `${pods}\nto: { host: wide-headless, port: 8080 }\nown: asked\n${web}`,
      'ANSWERED_UNEXPECTEDLY',
      ['worker-1'],
    ],
    [
      'one address where each is due',
      `${pods}\nto: { host: web, port: 80 }\nown: asked\n${web}`,
      'ANSWER_MISSING',
      ['worker-1', 'worker-2'],
    ],
    [
      'a Service without pods',
      `${pods}\nto: { service: nobody, port: 80 }\n${web}`,
      'ANSWER_MISSING',
      ['worker-1', 'worker-2'],
    ],
    [
      'a name that nobody has',
      `${pods}\nto: { host: no-such-name, port: 80 }\n${web}`,
      'ANSWER_MISSING',
      ['worker-1', 'worker-2'],
    ],
    [
      'an address that hides the client',
      `from: host\nto: { nodes: all, nodePort: web }\nown: asked\npath: /clientip\nanswer: '^(?<client>\\S+)$'\nansweredBy: all`,
      'CLIENT_ADDRESS_LOST',
      undefined,
    ],
    [
      'somebody where nobody is due',
      `${pods}\nto: { pods: app=agent, port: 8080 }\nansweredBy: none`,
      'ANSWERED_UNEXPECTEDLY',
      ['worker-1', 'worker-2'],
    ],
  ])('fails for %s', async (_title, yaml, code, nodes) => {
    const verdict = await verdictOf(yaml, '2s');
    expect(verdict, verdict.summary).toMatchObject({ status: 'fail', code });
    const failing = verdict.nodes.filter(({ status }) => status !== 'pass').map(({ node }) => node);
    expect(failing).toEqual(nodes ?? failing);
  });

  it('is an error where the node that asks is frozen', async () => {
    await cluster.node('pause worker-3');
    try {
      const verdict = await verdictOf(
        `from: { nodes: { names: [worker-3] } }\nto: { service: web, port: 80 }\n${web}`,
        '2s',
      );
      expect(verdict).toMatchObject({ status: 'error', code: 'PROBE_FAILED' });
    } finally {
      await cluster.node('unpause worker-3');
    }
  });
});
