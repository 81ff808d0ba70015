import { expect, test } from 'vitest';
import { renderJunit } from './junit.ts';
import { bad, good, lab, run, step, trap, variant } from './test-results.ts';

test('a suite per lab that says where it ran, a case per step of the solution and per trap', () => {
  const failing = lab([variant([step(good), step(bad, { id: 'relabel' })]), trap]);
  const skipped = lab([], {
    lab: 'logs',
    provider: 'kind',
    status: 'skipped',
    reason: 'It needs kubelet, which kwok lacks.',
  });
  expect(renderJunit(run([failing, skipped]))).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="one-per-node" tests="4" failures="1" errors="0" time="2.345">
      <testsuite name="only-ssd" tests="3" failures="1" errors="0" skipped="0" time="1.234">
        <properties>
          <property name="provider" value="kwok"/>
        </properties>
        <testcase classname="only-ssd" name="solution: apply" time="0.150"/>
        <testcase classname="only-ssd" name="solution: relabel" time="0.150">
          <failure message="Expected one pod on each of 2 intended nodes but found 1." type="INTENDED_NODE_NOT_ELIGIBLE">step relabel: INTENDED_NODE_NOT_ELIGIBLE
      $ kubectl apply -f agent.yaml
      Expected one pod on each of 2 intended nodes but found 1.
      [▲] worker-2: expected 0 pod, found 1. Its taint gpu=true:NoSchedule is not tolerated.
      [✕] worker-10: expected 1 pod, found 0. Its taint gpu=true:NoSchedule is not tolerated.</failure>
        </testcase>
        <testcase classname="only-ssd" name="traps/typo fails as declared" time="0.420"/>
      </testsuite>
      <testsuite name="logs" tests="1" failures="0" errors="0" skipped="1" time="1.234">
        <properties>
          <property name="provider" value="kind"/>
        </properties>
        <testcase classname="logs" name="solution" time="0.000">
          <skipped message="It needs kubelet, which kwok lacks."/>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('a step that could not be judged is an error, not a failure', () => {
  const broken = step({ ...bad, status: 'error', code: 'API_UNREACHABLE' }, { status: 'error' });
  const text = renderJunit(run([lab([variant([broken])])]));
  expect(text).toContain('tests="1" failures="0" errors="1" skipped="0"');
  expect(text).toContain('<error message=');
});

test('a lab that broke before any variant ran is an error', () => {
  const text = renderJunit(run([lab([], { status: 'error', reason: 'The cluster did not start.' })]));
  expect(text).toContain('<error message="The cluster did not start." type="error">');
});

test('a trap that passes all its steps is a failure', () => {
  const harmless = { ...trap, status: 'fail' as const, steps: [step(good)], message: 'It passes.' };
  const text = renderJunit(run([lab([variant([step(good)]), harmless])]));
  expect(text).toContain('<failure message="It passes." type="NOT_AS_DECLARED">declared: step apply');
});

test('markup and characters that XML forbids do not get through', () => {
  const stderr = '<b> & "q" \u0000\u001b[31mred\u001b[0m\ud800 \uffff]]>';
  const command = { command: 'x', exitCode: 1, stdout: '', stderr, durationMs: 1 };
  const failing = step(undefined, { status: 'fail', code: 'COMMAND_FAILED', message: 'two\nlines <"', command });
  const text = renderJunit(run([lab([variant([failing])])]));
  expect(text).toContain('&lt;b&gt; &amp; &quot;q&quot; red\ufffd ]]&gt;</failure>');
  expect(text).toContain('message="two&#10;lines &lt;&quot;"');
});
