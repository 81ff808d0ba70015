import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../result.ts';
import { renderRun } from './pretty.ts';
import { ascii, bad, good, lab, nodeOf, placement, run, step, trap, variant, wide } from './test-results.ts';

const passing = lab([variant([step(good)])]);

describe('what passes', () => {
  test('a lab is one line and its nodes, each with its cell', () => {
    const second = lab([variant([step(good)])], { lab: 'taints', title: 'Taints and tolerations', durationMs: 65_000 });
    expect(renderRun(run([passing, second]), wide)).toMatchInlineSnapshot(`
      "✔ only-ssd  Only the SSD nodes      1.2 s
        [●] worker-1   [░] worker-2   [●] worker-10
      ✔ taints    Taints and tolerations  1 min 5 s
        [●] worker-1   [░] worker-2   [●] worker-10

      [●] one pod, as intended   [░] no pod, as intended
      2 passed, 0 failed, 0 skipped (2 labs on kwok, Kubernetes v1.36.3) in 2.3 s
      "
    `);
  });

  test('a terminal without Unicode gets words and ASCII, within its width', () => {
    const text = renderRun(
      run([passing, lab([], { status: 'skipped', reason: 'It needs kubelet, which kwok lacks.' })]),
      ascii,
    );
    expect(text).toMatchInlineSnapshot(`
      "ok   only-ssd  Only the SSD nodes  1.2 s
           [*] worker-1   [/] worker-2   [*] worker-10
      skip only-ssd  Only the SSD nodes
           It needs kubelet, which kwok lacks.

      [*] one pod, as intended   [/] no pod, as intended
      1 passed, 0 failed, 1 skipped (1 lab on kwok, Kubernetes
      v1.36.3) in 2.3 s
      "
    `);
    expect(text).toMatch(/^[\n -~]*$/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(ascii.width);
  });

  test('a lab that began anew on a mended cluster says so, and why', () => {
    const anew = lab([variant([step(good)])], { again: 'Could not reach the API server.' });
    expect(renderRun(run([anew]), wide)).toContain('\n  Run a second time: Could not reach the API server.\n');
    expect(renderRun(run([passing]), wide)).not.toContain('second time');
  });

  test('traps that fail as declared take a line each', () => {
    const starter = variant([step(bad)], {
      variant: 'starter',
      status: 'pass',
      declared: { step: 'apply', code: 'COMMAND_FAILED' },
    });
    expect(renderRun(run([lab([variant([step(good)]), starter, trap])]), wide)).toMatchInlineSnapshot(`
      "✔ only-ssd  Only the SSD nodes  1.2 s
        [●] worker-1   [░] worker-2   [●] worker-10
        ✔ starter     fails as declared: step apply, COMMAND_FAILED
        ✔ traps/typo  fails as declared: step apply, INTENDED_NODE_NOT_ELIGIBLE on worker-10

      [●] one pod, as intended   [░] no pod, as intended
      3 passed, 0 failed, 0 skipped (1 lab on kwok, Kubernetes v1.36.3) in 2.3 s
      "
    `);
  });

  test('the grid is that of the last step which judges placement', () => {
    const steps = [step(bad, { status: 'pass' }), step(good, { id: 'relabel' }), step(undefined, { id: 'clean' })];
    const text = renderRun(run([lab([variant(steps)])]), wide);
    expect(text).toContain('[●] worker-1   [░] worker-2   [●] worker-10');
  });

  test('two DaemonSets have a grid each', () => {
    const both = step(good);
    both.expectations.push({
      expectation: 'onePodPerMatchingNode',
      verdict: { ...good, daemonSet: 'default/gpu' },
      durationMs: 1,
    });
    expect(renderRun(run([lab([variant([both])])]), wide)).toMatch(/ default\/agent\n.*\n {2}default\/gpu\n/);
  });

  test('more than 40 nodes become a mosaic that fits the width', () => {
    const nodes = Array.from({ length: 90 }, (_, at) => nodeOf(`node-${at}`, at % 9 === 0 ? '0' : '1'));
    const lines = renderRun(run([lab([variant([step(placement(nodes))])])]), ascii).split('\n');
    expect(lines[1]).toBe('     /********/********/********/********/********/********/');
    expect(Math.max(...lines.slice(0, 4).map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

describe('a run over two providers', () => {
  const real = lab([variant([step(good)])], { lab: 'logs', title: 'Logs of each node', provider: 'kind' });
  const clusters: RunResult['clusters'] = [
    { provider: 'kwok', cluster: 'a', kubernetesVersion: 'v1.36.3' },
    { provider: 'kind', cluster: 'a', kubernetesVersion: 'v1.36.1' },
  ];

  test('says of each lab where it ran, and of each provider how many and at which version', () => {
    expect(renderRun(run([passing, real], { clusters }), wide)).toMatchInlineSnapshot(`
      "✔ only-ssd  Only the SSD nodes  1.2 s on kwok
        [●] worker-1   [░] worker-2   [●] worker-10
      ✔ logs      Logs of each node   1.2 s on kind
        [●] worker-1   [░] worker-2   [●] worker-10

      [●] one pod, as intended   [░] no pod, as intended
      2 passed, 0 failed, 0 skipped (1 lab on kwok, Kubernetes v1.36.3; 1 lab on kind, Kubernetes v1.36.1)
      in 2.3 s
      "
    `);
  });

  test('a lab that is skipped ran nowhere', () => {
    const skipped = lab([], { lab: 'logs', provider: 'kind', status: 'skipped', reason: 'No engine answers.' });
    const text = renderRun(run([passing, skipped], { clusters: clusters.slice(0, 1) }), wide);
    expect(text).toContain('1 skipped (1 lab on kwok, Kubernetes v1.36.3) in');
    expect(text).not.toContain(' s on kwok');
    expect(renderRun(run([skipped], { clusters: [] }), wide)).toContain('1 skipped (1 lab) in');
  });

  test('one that broke before its cluster was up has no version', () => {
    const broke = lab([], { lab: 'logs', provider: 'kind', status: 'error', reason: 'It was not judged.' });
    const text = renderRun(run([passing, broke], { clusters: clusters.slice(0, 1) }), wide);
    expect(text).toContain('(1 lab on kwok, Kubernetes v1.36.3; 1 lab on kind)');
  });
});

describe('a passing step without the recording that it ought to have', () => {
  test('is named, with the command that records it', () => {
    const steps = [step(good, { recorded: false }), step(good, { id: 'relabel', recorded: true })];
    expect(renderRun(run([lab([variant(steps)])]), wide)).toContain(
      '  Not recorded on kwok: 1 step (apply). To record: course author record only-ssd\n',
    );
  });

  test('is not to be confused with one that is recorded, or need not be', () => {
    const steps = [step(good, { recorded: true }), step(good)];
    expect(renderRun(run([lab([variant(steps)])]), wide)).not.toContain('ecorded');
  });
});

describe('what does not pass', () => {
  test('a failing solution says for each node what was expected, what was found, and why', () => {
    expect(renderRun(run([lab([variant([step(bad)])])]), wide)).toMatchInlineSnapshot(`
      "✕ only-ssd  Only the SSD nodes  1.2 s
        [●] worker-1   [▲] worker-2   [✕] worker-10
        solution: Step apply fails.
          step apply: INTENDED_NODE_NOT_ELIGIBLE
            $ kubectl apply -f agent.yaml
            Expected one pod on each of 2 intended nodes but found 1.
            [▲] worker-2: expected 0 pod, found 1. Its taint gpu=true:NoSchedule is not tolerated.
            [✕] worker-10: expected 1 pod, found 0. Its taint gpu=true:NoSchedule is not tolerated.

      [●] one pod, as intended         [✕] pod missing                  [▲] pod that must not be there
      0 passed, 1 failed, 0 skipped (1 lab on kwok, Kubernetes v1.36.3) in 2.3 s
      "
    `);
  });

  test('a command that fails is shown with its exit code and what it said', () => {
    const command = {
      command: 'kubectl apply \\\n  -f agent.yaml',
      exitCode: 1,
      stdout: '',
      stderr: '\u001b[31merror: bad\u001b[0m\u0007\n',
      durationMs: 1,
    };
    const failing = step(undefined, {
      status: 'fail',
      code: 'COMMAND_FAILED',
      message: 'The command failed.',
      command,
    });
    expect(renderRun(run([lab([variant([failing])])]), wide)).toMatchInlineSnapshot(`
      "✕ only-ssd  Only the SSD nodes  1.2 s
        solution: Step apply fails.
          step apply: COMMAND_FAILED
            $ kubectl apply \\
                -f agent.yaml
            exit code 1
            error: bad

      0 passed, 1 failed, 0 skipped (1 lab on kwok, Kubernetes v1.36.3) in 2.3 s
      "
    `);
  });

  test('long output is cut to its end, and says so', () => {
    const stderr = Array.from({ length: 30 }, (_, at) => `line ${at}`).join('\n');
    const command = { command: 'false', exitCode: 1, stdout: '', stderr, durationMs: 1 };
    const failing = step(undefined, { status: 'fail', code: 'COMMAND_FAILED', command });
    const text = renderRun(run([lab([variant([failing])])]), wide);
    expect(text).toContain('(10 lines before this left out)\n      line 10\n');
  });

  test('a trap that does not fail as declared shows both what was declared and what came', () => {
    const wrong = {
      ...trap,
      status: 'fail' as const,
      declared: { step: 'apply', code: 'POD_MISSING' },
      message: 'It fails, but not as declared.',
    };
    expect(renderRun(run([lab([variant([step(good)]), wrong])]), wide)).toMatchInlineSnapshot(`
      "✕ only-ssd  Only the SSD nodes  1.2 s
        [●] worker-1   [░] worker-2   [●] worker-10
        traps/typo: It fails, but not as declared.
          declared: step apply, POD_MISSING
          step apply: INTENDED_NODE_NOT_ELIGIBLE
            $ kubectl apply -f agent.yaml
            Expected one pod on each of 2 intended nodes but found 1.
            [▲] worker-2: expected 0 pod, found 1. Its taint gpu=true:NoSchedule is not tolerated.
            [✕] worker-10: expected 1 pod, found 0. Its taint gpu=true:NoSchedule is not tolerated.

      [●] one pod, as intended   [░] no pod, as intended
      1 passed, 1 failed, 0 skipped (1 lab on kwok, Kubernetes v1.36.3) in 2.3 s
      "
    `);
  });

  test('a run of which every lab was skipped says that nothing is proved', () => {
    const skipped = lab([], { status: 'skipped', reason: 'It needs kubelet.' });
    expect(renderRun(run([skipped]), wide)).toContain('Nothing ran, so nothing is proved.\n');
  });

  test('waits that Kubernetes itself fixes are told apart', () => {
    const waiting = lab([variant([step(good)], { fixedWaitMs: 1500 })]);
    expect(renderRun(run([waiting]), { ...wide, width: 120 })).toMatch(
      /in 2\.3 s, of which Kubernetes itself fixes 1\.5 s\n$/,
    );
  });
});

test('colours add nothing to the text', () => {
  const result = run([lab([variant([step(bad)])]), passing]);
  const coloured = renderRun(result, { ...wide, color: true });
  expect(coloured).not.toBe(renderRun(result, wide));
  expect(stripVTControlCharacters(coloured)).toBe(renderRun(result, wide));
});
