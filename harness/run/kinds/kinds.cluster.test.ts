import { beforeEach, describe, expect, it } from 'vitest';
import { controlPlane, nodes } from '../../cluster/testing/control-plane.ts';
import { type Act, judging } from './testing/judging.ts';
import { apart, barePod, daemonSet, deployment } from './testing/workloads.ts';

const plane = controlPlane('test-kinds');
const namespace = 'kinds';
const judge = (written: object, act?: Act) => judging(plane, namespace)(written, act);
const apply = (manifest: object): [string, object] => ['apply -f -', manifest];
const kubectl = (args: string, manifest?: object) => plane.kubectl(`-n ${namespace} ${args}`, manifest);
const failed = (code: string, ...on: string[]) => ({
  status: 'fail',
  code,
  nodes: expect.toSatisfy(
    (lines: { node: string; status: string }[]) =>
      lines
        .filter(({ status }) => status !== 'pass')
        .map(({ node }) => node)
        .join() === on.join(),
  ),
});
const passed = { status: 'pass', code: 'OK' };
const soon = { timeout: '4s' };

beforeEach(async () => {
  await plane.provider.reset({ nodes: nodes('worker-1', 'worker-2', 'worker-3') });
  await plane.kubectl(`create namespace ${namespace}`);
});

describe('refused', () => {
  const replicas = daemonSet('agent', { own: { replicas: 3 } });
  const refused = { refused: { says: 'unknown field "spec.replicas"' } };
  it('passes what the API server refuses in these words, and nothing else', async () => {
    expect(await judge(refused, apply(replicas))).toMatchObject(passed);
    expect(await judge(refused, ['apply --validate=ignore -f -', replicas])).toMatchObject(
      failed('COMMAND_NOT_REFUSED'),
    );
    const kinds = { ...replicas, kind: 'DaemonSets' };
    expect(await judge(refused, apply(kinds))).toMatchObject(failed('REFUSED_OTHERWISE'));
  });
});

describe('output', () => {
  it('passes what the command printed, and nothing else', async () => {
    const dry = { output: { says: 'daemonset.apps/agent created (server dry run)', lacks: 'Warning' } };
    expect(await judge(dry, ['apply --dry-run=server -f -', daemonSet('agent')])).toMatchObject(passed);
    expect(await judge(dry, apply(daemonSet('agent')))).toMatchObject(failed('OUTPUT_NOT_AS_EXPECTED'));
  });
});

describe('absent', () => {
  it('fails for a pod that a controller brings back, and passes for one that nothing does', async () => {
    await kubectl('apply -f -', barePod('bare', { spec: { nodeName: 'worker-1' } }));
    await kubectl('apply -f -', daemonSet('agent'));
    expect(await judge({ pods: { daemonSet: 'agent', on: 'all' } })).toMatchObject(passed);
    const gone = (app: string) => ({ absent: { kind: 'Pod', selector: `app=${app}`, ...soon } });
    expect(await judge(gone('bare'), ['delete pod --now -l app=bare'])).toMatchObject(passed);
    expect(await judge(gone('agent'), ['delete pod --now -l app=agent'])).toMatchObject(failed('OBJECT_STILL_THERE'));
  });
  it('takes a misspelt kind for a mistake in the lab', async () => {
    await expect(judge({ absent: { kind: 'Pods' } })).rejects.toMatchObject({ exitCode: 2 });
  });
  it('proves nothing while the controller manager is stopped', async () => {
    await plane.provider.component('stop', 'kube-controller-manager');
    try {
      expect(await judge({ absent: { kind: 'Pod', holdsFor: '200ms' } })).toMatchObject({
        status: 'error',
        code: 'CONTROLLER_NOT_WORKING',
      });
    } finally {
      await plane.provider.component('start', 'kube-controller-manager');
    }
  });
});

describe('object', () => {
  it('holds many objects of a selector to their number and fields', async () => {
    const revisions = (count: number) => ({
      object: { apiVersion: 'apps/v1', kind: 'ControllerRevision', selector: 'app=agent', count, ...soon },
    });
    await kubectl('apply -f -', daemonSet('agent'));
    expect(await judge(revisions(1))).toMatchObject(passed);
    expect(await judge(revisions(2))).toMatchObject(failed('OBJECT_COUNT_DIFFERS'));
    expect(await judge(revisions(2), apply(daemonSet('agent', { image: 'agent:2' })))).toMatchObject(passed);
    const tolerates = (key: string) => ({
      object: { kind: 'Pod', selector: 'app=agent', subset: { spec: { 'tolerations[]': [{ key }] } }, ...soon },
    });
    expect(await judge(tolerates('node.kubernetes.io/unschedulable'))).toMatchObject(passed);
    expect(await judge(tolerates('node.kubernetes.io/network-unavailable'))).toMatchObject(failed('OBJECT_DIFFERS'));
  });
});

describe('pods', () => {
  it('counts the pods of a Deployment by node, and those that find none', async () => {
    const onePerNode = (rest: object = {}) => ({ pods: { selector: 'app=web', on: 'all', ...rest } });
    expect(await judge(onePerNode(), apply(deployment('web', 3, apart('web'))))).toMatchObject(passed);
    expect(await judge(onePerNode(soon), ['scale deployment web --replicas=4'])).toMatchObject(
      failed('POD_COUNT_DIFFERS'),
    );
    const waiting = (says: string, rest: object = {}) => ({
      pods: { selector: 'app=web', on: 'all', unplaced: 1, says, holdsFor: '300ms', ...rest },
    });
    expect(await judge(waiting('anti-affinity'))).toMatchObject(passed);
    expect(await judge(waiting('Insufficient cpu', soon))).toMatchObject(failed('POD_DIFFERS'));
    await kubectl('scale deployment web --replicas=3');
    expect(await judge(onePerNode())).toMatchObject(passed);
    // On its way the rollout passes through states that look right; its end is not.
    await plane.kubectl('cordon worker-2');
    await kubectl('patch deployment web -p {"spec":{"strategy":{"rollingUpdate":{"maxUnavailable":1,"maxSurge":0}}}}');
    expect(await judge(onePerNode(soon), ['rollout restart deployment web'])).toMatchObject({ status: 'fail' });
  });
  it('tells a pod that no scheduler has looked at from one that has no room', async () => {
    const pending = (rest: object) => ({
      pods: { daemonSet: 'agent', on: 'all', state: 'Pending', holdsFor: '300ms', ...soon, ...rest },
    });
    const unseen = pending({ subset: { status: { conditions: null } } });
    const requests = (cpu: string) => ({
      spec: { containers: [{ name: 'c', image: 'a', resources: { requests: { cpu } } }] },
    });
    await kubectl('apply -f -', daemonSet('agent', requests('5000')));
    expect(await judge(pending({ says: 'Insufficient cpu' }))).toMatchObject(passed);
    expect(await judge(unseen)).toMatchObject(failed('POD_DIFFERS', 'worker-1', 'worker-2', 'worker-3'));
    await kubectl('delete daemonset agent');
    await plane.provider.component('stop', 'kube-scheduler');
    try {
      await kubectl('apply -f -', daemonSet('agent'));
      expect(await judge(unseen)).toMatchObject(passed);
      expect(await judge(pending({ says: 'Insufficient cpu' }))).toMatchObject({ status: 'fail', code: 'POD_DIFFERS' });
    } finally {
      await plane.provider.component('start', 'kube-scheduler');
    }
    expect(await judge({ pods: { daemonSet: 'agent', on: 'all' } })).toMatchObject(passed);
    expect(await judge(pending({}))).toMatchObject({ status: 'fail', code: 'POD_IN_OTHER_STATE' });
  });
});

describe('noOtherPods', () => {
  it('sees a second DaemonSet, a Deployment without pods and a bare pod, and not what the named ones made', async () => {
    const mine = { noOtherPods: { than: ['DaemonSet/agent', 'Deployment/web'], ...soon } };
    await kubectl('apply -f -', deployment('web', 2));
    expect(await judge(mine, apply(daemonSet('agent')))).toMatchObject(passed);
    for (const other of [daemonSet('agent-2'), deployment('idle', 0), barePod('probe')]) {
      expect(await judge(mine, apply(other))).toMatchObject(failed('OTHER_PODS'));
      await kubectl('delete --now --wait -f -', other);
    }
    expect(await judge({ noOtherPods: { than: ['DaemonSet/agent', 'Deployment/web'] } })).toMatchObject(passed);
  });
});

describe('events', () => {
  it('passes only what happened since the step began', async () => {
    await kubectl('create quota none --hard=pods=0');
    const refusals = {
      events: { reason: 'FailedCreate', kind: 'DaemonSet', name: 'agent', says: 'exceeded quota', ...soon },
    };
    expect(await judge(refusals, apply(daemonSet('agent')))).toMatchObject(passed);
    await kubectl('delete quota none');
    await kubectl('delete daemonset agent');
    expect(await judge(refusals, apply(daemonSet('agent')))).toMatchObject(failed('EVENT_MISSING'));
  });
});

describe('revisions', () => {
  it('tells an undo from an edit', async () => {
    await kubectl('apply -f -', daemonSet('agent'));
    const two = { revisions: { daemonSet: 'agent', numbers: [1, 2], ...soon } };
    expect(await judge(two, ['annotate daemonset agent a=b'])).toMatchObject(failed('REVISIONS_DIFFER'));
    expect(await judge(two, ['set image daemonset/agent c=agent:2'])).toMatchObject(passed);
    const undone = (templateOf: number) => ({
      revisions: { daemonSet: 'agent', numbers: [2, 3], templateOf, ...soon },
    });
    expect(await judge(undone(1), ['set image daemonset/agent c=agent:3'])).toMatchObject(failed('REVISIONS_DIFFER'));
    await kubectl('set image daemonset/agent c=agent:2');
    const again = { revisions: { daemonSet: 'agent', numbers: [3, 4, 5], templateOf: 1, ...soon } };
    expect(await judge(again, ['rollout undo daemonset/agent --to-revision=1'])).toMatchObject(passed);
  });
});

describe('podsReplaced by selector', () => {
  it('tells pods that were orphaned from pods that were made anew', async () => {
    await kubectl('apply -f -', daemonSet('agent'));
    const same = { podsReplaced: { selector: 'app=agent', on: 'none', holdsFor: '500ms', ...soon } };
    const settled = { pods: { daemonSet: 'agent', on: 'all' } };
    expect(await judge(settled)).toMatchObject(passed);
    expect(await judge(same, ['delete daemonset agent --cascade=orphan'])).toMatchObject(passed);
    const orphans = {
      pods: { selector: 'app=agent', on: 'all', subset: { metadata: { ownerReferences: null } }, ...soon },
    };
    expect(await judge(orphans)).toMatchObject(passed);
    expect(await judge(same, apply(daemonSet('agent')))).toMatchObject(passed);
    expect(await judge(orphans)).toMatchObject(failed('POD_DIFFERS', 'worker-1', 'worker-2', 'worker-3'));
    await kubectl('delete daemonset agent');
    expect(await judge(settled, apply(daemonSet('agent')))).toMatchObject(passed);
    expect(await judge(same, ['delete daemonset agent'])).toMatchObject({ status: 'fail', code: 'POD_MISSING' });
  });
});

describe('throughout', () => {
  const rolling = (rollingUpdate: object, image: string) =>
    daemonSet('agent', { image, own: { updateStrategy: { type: 'RollingUpdate', rollingUpdate } } });
  const limits = (limit: object) => ({ throughout: { daemonSet: 'agent', ...limit, timeout: '10s' } });

  it('holds a rollout to its budget at every moment', async () => {
    await kubectl('apply -f -', rolling({ maxUnavailable: 1 }, 'agent:1'));
    expect(await judge({ pods: { daemonSet: 'agent', on: 'all' } })).toMatchObject(passed);
    const one = limits({ maxUnavailable: 1, maxPerNode: 1 });
    expect(await judge(one, ['annotate daemonset agent a=b'])).toMatchObject(failed('NOTHING_HAPPENED'));
    expect(await judge(one, apply(rolling({ maxUnavailable: 1 }, 'agent:2')))).toMatchObject(passed);
    expect(await judge(one, apply(rolling({ maxUnavailable: 3 }, 'agent:3')))).toMatchObject({
      status: 'fail',
      code: 'TOO_MANY_UNAVAILABLE',
      summary: expect.stringMatching(
        /^At event \d+ \(resourceVersion \d+, .*expected at most 1 node without a Ready pod/,
      ),
    });
    const none = limits({ maxUnavailable: 0 });
    expect(await judge(none, apply(rolling({ maxUnavailable: 1 }, 'agent:4')))).toMatchObject({
      status: 'fail',
      code: 'TOO_MANY_UNAVAILABLE',
    });
  });
  it('tells a surge from a gap', async () => {
    const surge = { maxUnavailable: 0, maxSurge: 1 };
    await kubectl('apply -f -', rolling(surge, 'agent:1'));
    expect(await judge({ pods: { daemonSet: 'agent', on: 'all' } })).toMatchObject(passed);
    const noGap = limits({ maxUnavailable: 0, maxPerNode: 2, onePerRevision: true });
    expect(await judge(noGap, apply(rolling(surge, 'agent:2')))).toMatchObject(passed);
    expect(await judge(limits({ maxPerNode: 1 }), apply(rolling(surge, 'agent:3')))).toMatchObject({
      status: 'fail',
      code: 'DUPLICATE_PODS',
    });
    expect(await judge(noGap, ['delete pod --now -l app=agent'])).toMatchObject({ code: 'TOO_MANY_UNAVAILABLE' });
  });
});
