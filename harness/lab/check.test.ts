import { describe, expect, test } from 'vitest';
import { mistakesAfter, validLab, validManifest } from './test-labs.ts';

const applyStep = /( {2}- id: apply\n(?: {4}.*\n)+)/;

describe('references inside a lab', () => {
  test('a duplicate step id is reported at its second place', async () => {
    expect(await mistakesAfter(applyStep, '$1$1')).toEqual([
      'labs/x/lab.yaml:17:9 has the step id `apply` a second time. Expected it once.',
    ]);
  });

  test('a duplicate node is reported at its second place', async () => {
    const mistakes = await mistakesAfter('name: worker-2', 'name: worker-1');
    expect(mistakes).toContain('labs/x/lab.yaml:6:13 has the node `worker-1` a second time. Expected it once.');
  });

  test('a step that no step has as id is reported', async () => {
    expect(await mistakesAfter('step: apply, code: POD', 'step: aply, code: POD')).toEqual([
      'labs/x/lab.yaml:17:27 names the step `aply`, which does not exist. Expected one of: apply. Did you mean `apply`?',
    ]);
  });

  test('a replaced command of an unknown step is reported at its key', async () => {
    expect(await mistakesAfter('  typo:\n', '  typo:\n    run: { aply: kubectl get nodes }\n')).toEqual([
      'labs/x/lab.yaml:20:12 names the step `aply`, which does not exist. Expected one of: apply. Did you mean `apply`?',
    ]);
  });

  test('an unknown node is reported in fails, names and on', async () => {
    const on = '- podsReplaced: { daemonSet: agent, on: [worker-8] }';
    const names = '- onePodPerMatchingNode: { daemonSet: agent, intended: { names: [worker-7] } }';
    expect(await mistakesAfter('starter:', `      ${on}\n      ${names}\nstarter:`)).toEqual([
      'labs/x/lab.yaml:17:48 names the node `worker-8`, which does not exist. Expected one of: worker-1, worker-2, or a node that a step adds.',
      'labs/x/lab.yaml:18:72 names the node `worker-7`, which does not exist. Expected one of: worker-1, worker-2, or a node that a step adds.',
    ]);
    expect(await mistakesAfter('nodes: [worker-2]', 'nodes: [woker-2]')).toEqual([
      'labs/x/lab.yaml:17:72 names the node `woker-2`, which does not exist. Expected one of: worker-1, worker-2, or a node that a step adds. Did you mean `worker-2`?',
    ]);
  });

  test('a node that a command adds may be named', async () => {
    const lab = await mistakesAfter(
      /run: kubectl([\s\S]*)nodes: \[worker-2\]/,
      'run: course node add worker-3 && kubectl$1nodes: [worker-3]',
    );
    expect(lab).toEqual([]);
  });

  test('a node whose name is part of another word in a command may not be named', async () => {
    const lab = await mistakesAfter(
      /run: kubectl([\s\S]*)nodes: \[worker-2\]/,
      'run: course node add worker-33 && kubectl$1nodes: [worker-3]',
    );
    expect(lab).toHaveLength(1);
  });

  test('a DaemonSet in the core API is reported', async () => {
    for (const kind of ['object', 'absent']) {
      const written = `- ${kind}: { kind: DaemonSet, name: agent }`;
      expect(await mistakesAfter('starter:', `      ${written}\nstarter:`)).toEqual([
        'labs/x/lab.yaml:17:25 expects a DaemonSet, which is not in v1. Write `apiVersion: apps/v1` beside it.',
      ]);
    }
  });

  test('a failure that nothing in the step can come to is reported', async () => {
    const [issue] = await mistakesAfter('POD_ON_UNINTENDED_NODE', 'OBJECT_NOT_FOUND');
    expect(issue).toContain('labs/x/lab.yaml:17:40 declares OBJECT_NOT_FOUND, but step apply cannot fail with it.');
    expect(issue).toContain('Expected one of: COMMAND_FAILED, DAEMONSET_NOT_FOUND,');
    const refused = '      - refused: { says: no }\nstarter:';
    const failed = 'COMMAND_FAILED, says: no';
    expect(await mistakesAfter('POD_ON_UNINTENDED_NODE', failed)).toEqual([]);
    const both = validLab.replace('starter:', refused).replace('POD_ON_UNINTENDED_NODE', failed);
    expect(await mistakesAfter(validLab, both)).toHaveLength(1);
  });

  test('a reference to a manifest that does not exist is reported', async () => {
    expect(await mistakesAfter('{ labels: disk=ssd }', '{ reference: solution/agnt.yaml }')).toEqual([
      'labs/x/lab.yaml:16:34 refers to `solution/agnt.yaml`, but labs/x/solution/agnt.yaml does not exist.',
    ]);
  });
});

describe('files of a lab', () => {
  test('a missing manifest is reported where it is listed, with what is there', async () => {
    const files = { 'x/starter/agent.yaml': undefined, 'x/starter/agents.yaml': validManifest };
    expect(await mistakesAfter('', '', files)).toEqual([
      'labs/x/lab.yaml:9:9 lists `agent.yaml`, but labs/x/starter/agent.yaml does not exist. Did you mean `agents.yaml`?',
      'labs/x/starter/agents.yaml is not listed under `files` in labs/x/lab.yaml. Did you mean `agent.yaml`?',
    ]);
  });

  test('a file in a trap that is not listed is reported', async () => {
    expect(await mistakesAfter('', '', { 'x/traps/typo/more/notes.txt': 'x' })).toEqual([
      'labs/x/traps/typo/more/notes.txt is not listed under `files` in labs/x/lab.yaml.',
    ]);
  });

  test('a trap folder that is not declared is reported', async () => {
    expect(await mistakesAfter('', '', { 'x/traps/typos/agent.yaml': validManifest })).toEqual([
      'labs/x/traps/typos is no trap that labs/x/lab.yaml declares. Did you mean `typo`?',
    ]);
  });

  test('a trap that differs from the solution in nothing is reported', async () => {
    expect(await mistakesAfter('', '', { 'x/traps/typo/agent.yaml': undefined })).toEqual([
      'labs/x/lab.yaml:19:3 has the trap `typo`, which is the same as the solution. Expected a file in labs/x/traps/typo/ or a command under `run`.',
    ]);
  });

  test.each(['solution', 'starter', 'traps/typo'])('invalid YAML in a manifest of %s is reported', async (folder) => {
    expect(await mistakesAfter('', '', { [`x/${folder}/agent.yaml`]: 'kind: DaemonSet\n---\nspec: [\n' })).toEqual([
      expect.stringMatching(new RegExp(`^labs/x/${folder}/agent\\.yaml:4:1 is not valid YAML: .+\\.$`)),
    ]);
  });

  test('invalid YAML is allowed where the command is declared to fail', async () => {
    const broken = { 'x/traps/typo/agent.yaml': 'spec: [\n' };
    expect(await mistakesAfter(/INTENDED_NODE_NOT.*worker-1\] }/, 'COMMAND_FAILED, says: parse }', broken)).toEqual([]);
    const refused = { ...broken, 'x/solution/agent.yaml': 'spec: [\n' };
    expect(await mistakesAfter('starter:', '      - refused: { says: parse }\nstarter:', refused)).toEqual([]);
  });

  test('a command that is declared to fail has to say something', async () => {
    expect(await mistakesAfter(/INTENDED_NODE_NOT.*worker-1\]/, 'COMMAND_FAILED')).toEqual([
      expect.stringContaining(
        'expects `traps.typo.fails` to be a failure that quotes a part of its error under `says`',
      ),
    ]);
  });
});
