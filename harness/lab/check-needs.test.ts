import { describe, expect, test } from 'vitest';
import { simulateAnnotation } from './simulation.ts';
import { mistakesAfter, validManifest } from './test-labs.ts';

const simulating = (word: string) =>
  `${validManifest}spec: { template: { metadata: { annotations: { ${simulateAnnotation}: ${word} } } } }\n`;
const declared = ['title:', 'needs: [nodes, simulated-readiness]\ntitle:'] as const;

describe('what a lab needs', () => {
  test('a manifest that simulates without saying so in needs is reported', async () => {
    expect(await mistakesAfter('', '', { 'x/solution/agent.yaml': simulating('crash-loop') })).toEqual([
      `labs/x/lab.yaml:1:1 uses \`${simulateAnnotation}\`, which not every provider has. Expected \`simulated-readiness\` under \`needs\`.`,
    ]);
    expect(await mistakesAfter(...declared, { 'x/solution/agent.yaml': simulating('crash-loop') })).toEqual([]);
  });

  test('a word that nothing simulates is reported in a manifest and in a command', async () => {
    expect(await mistakesAfter(...declared, { 'x/traps/typo/agent.yaml': simulating('crashloop') })).toEqual([
      'labs/x/traps/typo/agent.yaml lets a pod simulate `crashloop`. Expected one of: not-ready, image-pull-error, crash-loop, failed, succeeded. Did you mean `crash-loop`?',
    ]);
    const command = `kubectl annotate pod a ${simulateAnnotation}=unready`;
    const mistakes = await mistakesAfter(
      /title:([\s\S]*)kubectl apply -f agent.yaml/,
      `needs: [simulated-readiness]\ntitle:$1${command}`,
    );
    expect(mistakes).toEqual([expect.stringContaining('lets a pod simulate `unready`')]);
  });

  test('a command that takes the annotation away names no word', async () => {
    const command = `kubectl annotate pod a ${simulateAnnotation}-`;
    expect(
      await mistakesAfter(
        /title:([\s\S]*)kubectl apply -f agent.yaml/,
        `needs: [simulated-readiness]\ntitle:$1${command}`,
      ),
    ).toEqual([]);
  });

  test('a component that is stopped without saying so in needs is reported', async () => {
    const command = 'run: course component stop kube-scheduler && kubectl apply -f agent.yaml';
    expect(await mistakesAfter('run: kubectl apply -f agent.yaml', command)).toEqual([
      'labs/x/lab.yaml:1:1 uses `course component stop`, which not every provider has. Expected `component-control` under `needs`.',
    ]);
  });
});
