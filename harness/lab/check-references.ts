import type { AuthoringIssue } from '../errors.ts';
import type { VerdictCode } from '../verdict/codes.ts';
import type { Draft } from './draft.ts';
import { expectationCodes } from './expectation-codes.ts';
import type { Expectation } from './expectations.ts';
import type { Fails, Step } from './schema.ts';
import { didYouMean } from './suggest.ts';
import type { Path, YamlFile } from './yaml-file.ts';

/** A name that a lab uses, and where. */
interface Use {
  name: string;
  path: Path;
}

function duplicates(file: YamlFile, what: string, uses: Use[]): AuthoringIssue[] {
  const repeated = uses.filter(({ name }, at) => uses.findIndex((use) => use.name === name) < at);
  return repeated.map(({ name, path }) =>
    file.issueAt(path, `has the ${what} \`${name}\` a second time. Expected it once.`),
  );
}

/** The nodes that an expectation calls by name. */
function nodesNamedBy(expectation: Expectation): Use[] {
  const uses = (names: string[], path: Path) => names.map((name, at) => ({ name, path: [...path, at] }));
  if (expectation.expectation === 'podsReplaced' && Array.isArray(expectation.on)) return uses(expectation.on, ['on']);
  const { subset: _, ...parameters } = { subset: undefined, ...expectation };
  return namesIn(parameters, []).flatMap(({ names, path }) => uses(names, path));
}

/** The lists under a key `names`, which everywhere in an expectation but in a subset of an object are names of nodes. */
function namesIn(value: object, path: Path): { names: string[]; path: Path }[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'names' && Array.isArray(inner)) return [{ names: inner as string[], path: [...path, key] }];
    return typeof inner === 'object' && inner !== null ? namesIn(inner, [...path, key]) : [];
  });
}

/** Every expectation that could be read, with its path in the file. */
export function expectationsOf(draft: Draft): { expectation: Expectation; path: Path }[] {
  return draft.steps.flatMap(({ step }, at) =>
    (step?.expect ?? []).map((expectation, item) => ({
      expectation,
      path: ['steps', at, 'expect', item, expectation.expectation],
    })),
  );
}

/** The failures that a lab declares, with their paths in the file. */
function declaredFailures(draft: Draft): { fails: Fails; path: Path }[] {
  const traps = Object.entries(draft.traps).map(([reason, trap]) => ({
    fails: trap?.fails,
    path: ['traps', reason, 'fails'],
  }));
  return [{ fails: draft.starter?.fails, path: ['starter', 'fails'] }, ...traps].flatMap(({ fails, path }) =>
    fails ? [{ fails, path }] : [],
  );
}

function unknownSteps(file: YamlFile, draft: Draft): AuthoringIssue[] {
  const ids = draft.steps.flatMap(({ id }) => id ?? []);
  const issue = ({ name, path }: Use, spot: 'key' | 'value') => {
    const known = `Expected one of: ${ids.join(', ')}.${didYouMean(name, ids)}`;
    return ids.includes(name)
      ? []
      : [file.issueAt(path, `names the step \`${name}\`, which does not exist. ${known}`, spot)];
  };
  const failing = declaredFailures(draft).map(({ fails, path }) => ({ name: fails.step, path: [...path, 'step'] }));
  const replaced = Object.entries(draft.traps).flatMap(([reason, trap]) =>
    Object.keys(trap?.run ?? {}).map((name) => ({ name, path: ['traps', reason, 'run', name] })),
  );
  return [...failing.flatMap((use) => issue(use, 'value')), ...replaced.flatMap((use) => issue(use, 'key'))];
}

/** Whether shell text mentions a name as a word of its own. */
function mentions(shell: string, name: string): boolean {
  const escaped = name.replaceAll('.', '\\.');
  return new RegExp(`(?<![\\w.-])${escaped}(?![\\w.-])`).test(shell);
}

/** Names that are neither in the topology nor in any command, which may add nodes. */
function unknownNodes(file: YamlFile, draft: Draft): AuthoringIssue[] {
  if (!draft.nodes) return [];
  const known = draft.nodes.map(({ name }) => name);
  const commands = [
    ...draft.steps.map(({ run }) => run),
    ...Object.values(draft.traps).flatMap((trap) => Object.values(trap?.run ?? {})),
  ];
  const expected = expectationsOf(draft).flatMap(({ expectation, path }) =>
    nodesNamedBy(expectation).map((use) => ({ ...use, path: [...path, ...use.path] })),
  );
  const declared = declaredFailures(draft).flatMap(({ fails, path }) =>
    (fails.nodes ?? []).map((name, at) => ({ name, path: [...path, 'nodes', at] })),
  );
  return [...expected, ...declared]
    .filter(({ name }) => !known.includes(name) && !commands.some((shell) => mentions(shell, name)))
    .map(({ name, path }) => {
      const next = `Expected one of: ${known.join(', ')}, or a node that a step adds.${didYouMean(name, known)}`;
      return file.issueAt(path, `names the node \`${name}\`, which does not exist. ${next}`);
    });
}

const appsKinds = ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'];

function wrongApiVersions(file: YamlFile, draft: Draft): AuthoringIssue[] {
  return expectationsOf(draft).flatMap(({ expectation, path }) => {
    if (expectation.expectation !== 'object' && expectation.expectation !== 'absent') return [];
    if (expectation.apiVersion !== 'v1') return [];
    const { kind } = expectation;
    if (!appsKinds.includes(kind)) return [];
    return [
      file.issueAt(
        [...path, 'kind'],
        `expects a ${kind}, which is not in v1. Write \`apiVersion: apps/v1\` beside it.`,
      ),
    ];
  });
}

/** The codes with which a step can fail, by its expectations and by its command itself. */
function codesOf(step: Step): VerdictCode[] {
  const refused = step.expect.some(({ expectation }) => expectation === 'refused');
  const own = step.expect.flatMap(({ expectation }) => expectationCodes[expectation]);
  return [...new Set([...(refused ? [] : (['COMMAND_FAILED'] as const)), ...own])];
}

/** Declared failures that none of the step's expectations can come to, and which would therefore never be proved. */
function impossibleFailures(file: YamlFile, draft: Draft): AuthoringIssue[] {
  return declaredFailures(draft).flatMap(({ fails, path }) => {
    const step = draft.steps.find(({ id }) => id === fails.step)?.step;
    const possible = step && codesOf(step);
    if (!possible || possible.includes(fails.code)) return [];
    const message = `declares ${fails.code}, but step ${fails.step} cannot fail with it. Expected one of: ${possible.join(', ')}.`;
    return [file.issueAt([...path, 'code'], message)];
  });
}

/** Expectations that the nodes a lab asks for cannot fulfil, since nothing behind them would answer. */
function withoutKubelet(file: YamlFile, draft: Draft): AuthoringIssue[] {
  if (draft.needs === undefined || draft.needs.includes('kubelet')) return [];
  const message =
    'asks who answers, which takes real kubelets and a real network. Add `kubelet` to the capabilities under `needs`.';
  return expectationsOf(draft)
    .filter(({ expectation }) => expectation.expectation === 'reachable')
    .map(({ path }) => file.issueAt(path, message, 'key'));
}

/** The mistakes in what one part of a lab says of another. */
export function checkReferences(file: YamlFile, draft: Draft): AuthoringIssue[] {
  const uses = (names: (string | undefined)[], pathOf: (at: number) => Path) =>
    names.flatMap((name, at) => (name === undefined ? [] : [{ name, path: pathOf(at) }]));
  return [
    ...duplicates(
      file,
      'step id',
      uses(
        draft.steps.map(({ id }) => id),
        (at) => ['steps', at, 'id'],
      ),
    ),
    ...duplicates(
      file,
      'node',
      uses(
        (draft.nodes ?? []).map(({ name }) => name),
        (at) => ['topology', 'nodes', at, 'name'],
      ),
    ),
    ...duplicates(
      file,
      'file',
      uses(draft.files ?? [], (at) => ['files', at]),
    ),
    ...unknownSteps(file, draft),
    ...impossibleFailures(file, draft),
    ...unknownNodes(file, draft),
    ...wrongApiVersions(file, draft),
    ...withoutKubelet(file, draft),
  ];
}
