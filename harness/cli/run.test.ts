import { afterAll, describe, expect, it } from 'vitest';
import { course } from './testing/course.ts';
import { writeTestLabs } from './testing/labs.ts';

const labs = writeTestLabs({ 'taint-effects': {}, 'node-selector': {} });
afterAll(() => labs.remove());

describe('course', () => {
  it.each([
    [['run', 'taint-efects', '--labs', labs.dir], 'taint-effects'],
    [['run', '--labs', '/no/such/folder'], 'course.yaml does not exist'],
    [['run', '--jobs', '0', '--labs', labs.dir], 'whole number'],
    [['run', '--output', 'xml', '--labs', labs.dir], 'xml'],
    [['run', '--provider', 'kind', '--labs', labs.dir], 'not built yet'],
    [['run', '--cluster', 'No_Such', '--labs', labs.dir], 'cluster name'],
    [['assert', 'agent', '--intended', 'all'], 'Did you mean daemonset/agent?'],
    [['assert', 'deployment/agent', '--intended', 'all'], 'daemonset/NAME'],
    [['assert', 'daemonset/agent'], 'Expected --intended'],
    [['assert', 'daemonset/agent', '--intended', 'all', '--kubeconfig', '/no/such/file'], '/no/such/file'],
    [['node', 'explode', 'n1'], 'explode'],
    [['rnu'], 'rnu'],
  ])('%j is a usage error that says what is wrong', async (argv, text) => {
    const { exitCode, stdout, stderr } = await course(argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(text);
  });

  it.each([[['--help']], [['run', '--help']], [['--version']]])('%j is no error', async (argv) => {
    expect(await course(argv)).toMatchObject({ exitCode: 0, stderr: '' });
  });
});
