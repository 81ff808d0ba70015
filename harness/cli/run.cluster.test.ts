import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { runTool } from '../cluster/exec.ts';
import { processesRunning } from '../cluster/processes.ts';
import { controlPlane, root } from '../cluster/testing/control-plane.ts';
import { type RunResult, runResultSchema } from '../result.ts';
import { course, courseProcess, type Said, shim } from './testing/course.ts';
import { apply, writeTestLabs } from './testing/labs.ts';
import { agent } from './testing/wrong-answers.ts';

const plane = controlPlane('test-run');
const bad = {
  ...agent(),
  spec: { ...(agent() as { spec: object }).spec, selector: { matchLabels: { app: 'other' } } },
};
const labs = writeTestLabs({
  fine: {},
  refused: { solution: bad },
  pinned: { solution: agent({ nodeName: 'n1' }) },
  harmless: { starter: agent() },
  kubelet: { lab: { needs: ['kubelet'] } },
  slow: { lab: { steps: [{ ...apply, run: 'kubectl apply -f agent.yaml; sleep 41 & wait' }] } },
  waiting: {
    lab: {
      steps: [
        { ...apply, expect: [{ onePodPerMatchingNode: { daemonSet: 'agent', intended: 'all', timeout: '4s' } }] },
      ],
    },
    solution: agent({ schedulerName: 'nobody' }),
  },
  later: {},
});
afterAll(() => labs.remove());

// A machine with an engine would run the lab that needs a kubelet.
const flags = ['--labs', labs.dir, '--cluster', 'test-run', '--provider', 'kwok'];
const runLabs = (...args: string[]): Promise<Said> => course(['run', ...args, ...flags]);
const resultIn = ({ stdout }: Said): RunResult => runResultSchema.parse(JSON.parse(stdout));
const sleepers = () => processesRunning((program, args) => program === 'sleep' && args.includes('41'));
const workFolders = () =>
  existsSync(join(root, 'work')) ? readdirSync(join(root, 'work')).filter((name) => name.includes('-slow-')) : [];

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error('Waited 60 s in vain.');
}

describe('run', () => {
  it('passes a lab whose solution passes and whose starter fails as declared, and prints JSON that its schema describes', async () => {
    const said = await runLabs('fine', '--traps', '-o', 'json');
    expect(said.exitCode).toBe(0);
    expect(resultIn(said)).toMatchObject({
      status: 'pass',
      exitCode: 0,
      summary: { passed: 2, failed: 0, skipped: 0 },
    });
  });

  it('ends with 1 for a solution that fails, 2 for a starter that does not; the worst wins, a skipped lab is shown', async () => {
    expect(await runLabs('pinned')).toMatchObject({ exitCode: 1 });
    expect(await runLabs('harmless', '--traps')).toMatchObject({ exitCode: 2 });
    const together = await runLabs('pinned', 'harmless', 'kubelet', '--traps', '-o', 'json');
    expect(together.exitCode).toBe(2);
    expect(resultIn(together).labs.map(({ status }) => status)).toEqual(['fail', 'fail', 'skipped']);
    expect(await runLabs('kubelet'), 'all skipped is no success').toMatchObject({ exitCode: 2 });
  });

  it('shows what the API server says of a manifest that it refuses, and which file that was', async () => {
    const said = await runLabs('refused', '-o', 'json');
    expect(said.exitCode).toBe(1);
    const [step] = resultIn(said).labs[0]?.variants[0]?.steps ?? [];
    expect(step).toMatchObject({ status: 'fail', code: 'COMMAND_FAILED' });
    expect(step?.message).toContain('`selector` does not match template `labels`');
    expect(step?.message).toContain('agent.yaml');
  });

  it('writes junit with a case for each variant, failures as failures', async () => {
    const { stdout } = await runLabs('fine', 'pinned', '--traps', '-o', 'junit');
    expect(stdout.match(/<testcase /g)).toHaveLength(4);
    expect(stdout.match(/<failure /g)).toHaveLength(1);
    const open = [...stdout.matchAll(/<([a-z]+)(?: [^>]*[^/])?>/g)].map(([, name]) => name);
    const closed = [...stdout.matchAll(/<\/([a-z]+)>/g)].map(([, name]) => name);
    expect(open.sort()).toEqual(closed.sort());
  });

  it('refuses to share its cluster with another run', async () => {
    const [one, two] = await Promise.all([runLabs('fine'), runLabs('fine')]);
    expect([one.exitCode, two.exitCode].sort()).toEqual([0, 3]);
    expect(one.stderr + two.stderr).toContain('is in use by another run');
  });

  it('leaves the kubeconfig that the user has alone', async () => {
    const own = join(labs.dir, 'own-kubeconfig');
    const { exitCode } = await runTool('bash', [
      '-c',
      `echo mine > ${own}; KUBECONFIG=${own} ${shim} run fine ${flags.join(' ')}`,
    ]);
    expect(exitCode).toBe(0);
    expect(readFileSync(own, 'utf8')).toBe('mine\n');
  });

  it('goes on quietly when its reader has gone', async () => {
    const { stdout, stderr } = await runTool('bash', [
      '-c',
      `${shim} run fine pinned ${flags.join(' ')} -o json | head -c 5; echo " \${PIPESTATUS[0]}"`,
    ]);
    expect(stdout.trim()).toMatch(/1$/);
    expect(stderr).not.toMatch(/EPIPE|at .*node:/);
  });
});

describe('Ctrl-C', () => {
  it('in the middle of a step ends with 130 and leaves no process, folder or lock', async () => {
    let pid = 0;
    const ended = courseProcess(['run', 'slow', ...flags], {
      onSpawn: (id) => {
        pid = id;
      },
    });
    await until(async () => (await sleepers()).length > 0);
    expect(workFolders()).toHaveLength(1);
    process.kill(pid, 'SIGINT');
    expect(await ended).toMatchObject({
      exitCode: 130,
      stderr: expect.stringContaining('Stopped by SIGINT') as string,
    });
    expect(await sleepers()).toEqual([]);
    expect(workFolders()).toEqual([]);
    expect(await runLabs('fine')).toMatchObject({ exitCode: 0 });
  });

  it('SIGKILL leaves a folder, which the next run sweeps', async () => {
    let pid = 0;
    const ended = courseProcess(['run', 'slow', ...flags], {
      onSpawn: (id) => {
        pid = id;
      },
    });
    await until(async () => (await sleepers()).length > 0);
    process.kill(pid, 'SIGKILL');
    await ended;
    expect(workFolders()).toHaveLength(1);
    await runLabs('fine');
    expect(workFolders()).toEqual([]);
    for (const sleeper of await sleepers()) process.kill(sleeper);
  });
});

describe('an API server that dies in the middle of a run', () => {
  const namespaces = "get pods -A -o jsonpath='{.items[*].metadata.namespace}'";
  /** Stops it once the lab has made its pods, in another namespace than the one before. */
  async function stopDuring(before = ''): Promise<string> {
    let found = '';
    await until(async () => {
      const { stdout } = await plane.tryKubectl(namespaces);
      found = stdout.split(/[\s']+/).find((name) => name.startsWith('waiting-') && name !== before) ?? '';
      return found !== '';
    });
    await plane.provider.component('stop', 'kube-apiserver');
    return found;
  }

  it('is started again: the variant begins anew, the lab says so, and what follows is judged', async () => {
    const running = runLabs('waiting', 'later', '-o', 'json');
    await stopDuring();
    const said = await running;
    expect(said.stderr).toMatch(/Cluster test-run broke during waiting \(solution\), which begins anew/);
    const {
      labs: [waiting, later],
    } = resultIn(said);
    expect(waiting).toMatchObject({ status: 'fail', again: expect.stringMatching(/judged/) as string });
    expect(later).toMatchObject({ status: 'pass' });
    expect(said.exitCode).toBe(1);
  });

  it('and again ends with 3: nobody judged the lab, the cluster and the next command are named, what follows is skipped', async () => {
    const running = runLabs('waiting', 'later', '-o', 'json');
    await stopDuring(await stopDuring());
    const said = await running;
    expect(said.exitCode).toBe(3);
    const {
      labs: [waiting, later],
    } = resultIn(said);
    expect(waiting).toMatchObject({ status: 'error', exitCode: 3 });
    expect(waiting?.variants[0]?.message).toMatch(
      /(not judged|Nothing was judged).*kwok-test-run.*Next: |kwok-test-run.*Nothing was judged.*Next: /s,
    );
    expect(later).toMatchObject({ status: 'skipped' });
  });

  it('and the next run begins with a cluster that works', async () => {
    expect(await runLabs('fine')).toMatchObject({ exitCode: 0 });
  });
});
