import { afterAll, describe, expect, it } from 'vitest';
import { course } from './testing/course.ts';
import { writeTestLabs } from './testing/labs.ts';

const labs = writeTestLabs({ 'taint-effects': {}, 'node-selector': {}, logs: { lab: { needs: ['kubelet'] } } });
afterAll(() => labs.remove());

describe('course', () => {
  it.each([
    [['run', 'taint-efects', '--labs', labs.dir], 'taint-effects'],
    [['run', '--labs', '/no/such/folder'], 'course.yaml does not exist'],
    [['run', '--jobs', '0', '--labs', labs.dir], 'whole number'],
    [['run', '--output', 'xml', '--labs', labs.dir], 'xml'],
    [['run', '--cluster', 'No_Such', '--labs', labs.dir], 'cluster name'],
    [['assert', 'agent', '--intended', 'all'], 'Did you mean daemonset/agent?'],
    [['assert', 'deployment/agent', '--intended', 'all'], 'daemonset/NAME'],
    [['assert', 'daemonset/agent'], 'Expected --intended'],
    [['assert', 'daemonset/agent', '--intended', 'all', '--kubeconfig', '/no/such/file'], '/no/such/file'],
    [['run', '--provider', 'minikube', '--labs', labs.dir], 'minikube'],
    [['run', '--provider', 'kubeconfig', '--kubeconfig', '/no/such/file', '--labs', labs.dir], '/no/such/file'],
    [['author', 'record', '--provider', 'kubeconfig', '--labs', labs.dir], 'holds there alone'],
    [['node', 'label', 'n1', 'a=b', '--provider', 'minikube'], 'Expected --provider auto, kwok, kind, kubeconfig'],
    [['node', 'label', 'n1', 'a=b', '--cluster=No_Such'], 'cluster name'],
    [['node', 'explode', 'n1'], 'explode'],
    [['rnu'], 'rnu'],
  ])('%j is a usage error that says what is wrong', async (argv, text) => {
    const { exitCode, stdout, stderr } = await course(argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(text);
  });

  it('run ends with 2 where every lab is skipped, and says of each why and what to do', async () => {
    const env = { DOCKER_HOST: 'unix:///no/such/engine' };
    const { exitCode, stdout, stderr } = await course(['run', 'logs', '-o', 'json', '--labs', labs.dir], { env });
    expect(exitCode).toBe(2);
    expect(stderr).toBe('1 skipped.\n');
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 2,
      clusters: [],
      labs: [
        { lab: 'logs', provider: 'kind', status: 'skipped', reason: expect.stringContaining('Start Docker') as string },
      ],
    });
  });

  it.each([[['--help']], [['run', '--help']], [['--version']]])('%j is no error', async (argv) => {
    expect(await course(argv)).toMatchObject({ exitCode: 0, stderr: '' });
  });
});
