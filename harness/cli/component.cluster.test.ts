import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlPlane, nodes } from '../cluster/testing/control-plane.ts';
import { course, verdictIn } from './testing/course.ts';
import { agent } from './testing/wrong-answers.ts';

const plane = controlPlane('test-component');
const component = (...args: string[]) => course(['component', ...args, '--cluster', 'test-component']);
const assert = (timeout: string) =>
  course([
    ...['assert', 'daemonset/agent', '-n', 'default', '--kubeconfig', plane.provider.kubeconfig()],
    ...['--intended', 'all', '--timeout', timeout, '-o', 'json'],
  ]);
const state = async () => (await plane.provider.status()).detail;

beforeEach(() => plane.provider.reset({ nodes: nodes('a', 'b') }));
afterEach(() => plane.provider.reset({ nodes: nodes('a', 'b') }));

describe('component', () => {
  it('stops the scheduler: pods are made and wait for it, and run once it is back', async () => {
    expect(await component('stop', 'kube-scheduler')).toMatchObject({
      exitCode: 0,
      stdout: 'component/kube-scheduler stopped\n',
    });
    expect(await state()).toMatch(/without kube-scheduler$/);
    await plane.kubectl('apply -n default -f -', agent());
    const waiting = await assert('2s');
    expect(waiting.exitCode).toBe(1);
    expect(verdictIn(waiting).nodes).toMatchObject([
      { code: 'POD_NOT_READY', message: expect.stringContaining('No scheduler has looked at it yet.') as string },
      { code: 'POD_NOT_READY' },
    ]);
    expect(await component('start', 'kube-scheduler')).toMatchObject({
      exitCode: 0,
      stdout: 'component/kube-scheduler started\n',
    });
    expect((await assert('10s')).exitCode).toBe(0);
  });

  it('stops the controller manager: nobody can judge what nobody did, and it is done once it is back', async () => {
    await plane.kubectl('apply -n default -f -', agent());
    expect((await assert('10s')).exitCode).toBe(0);
    await component('stop', 'kube-controller-manager');
    await plane.kubectl('delete -n default pod --field-selector spec.nodeName=a');
    const nothing = await assert('2s');
    expect(nothing.exitCode).toBe(3);
    expect(verdictIn(nothing)).toMatchObject({ status: 'error', code: 'CONTROLLER_NOT_WORKING' });
    await component('start', 'kube-controller-manager');
    expect((await assert('10s')).exitCode).toBe(0);
  });

  it('starts the one that is named, and leaves the other stopped', async () => {
    await component('stop', 'kube-scheduler');
    await component('stop', 'kube-controller-manager');
    await component('start', 'kube-scheduler');
    expect(await state()).toMatch(/without kube-controller-manager$/);
    await component('start', 'kube-controller-manager');
    expect(await state()).not.toContain('without');
  });

  it('stops and starts the API server', async () => {
    await component('stop', 'kube-apiserver');
    expect((await plane.provider.status()).state).toBe('stopped');
    expect((await component('start', 'kube-apiserver')).exitCode).toBe(0);
    expect((await plane.provider.status()).state).toBe('running');
  });

  it('can be said twice', async () => {
    for (const action of ['stop', 'stop', 'start', 'start'])
      expect((await component(action, 'kube-scheduler')).exitCode).toBe(0);
  });

  it('refuses what is no component, and a cluster that does not exist', async () => {
    const kubelet = await component('stop', 'kubelet');
    expect(kubelet.exitCode).toBe(2);
    expect(kubelet.stderr).toContain('kube-scheduler');
    const nowhere = await course(['component', 'stop', 'kube-scheduler', '--cluster', 'test-nowhere']);
    expect(nowhere.exitCode).toBe(3);
    expect(nowhere.stderr).toContain('Expected cluster test-nowhere to run but it is absent.');
  });
});
