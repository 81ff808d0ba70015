import { compileRequirement, type Labels, requirementProblem, shown } from './requirement.ts';
import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from './types.ts';

/** Required node affinity, compiled. */
export interface CompiledAffinity {
  matches(labels: Labels, name: string): boolean;
  /** Why a node that does not match does not: one message per failing requirement of a single term, else one for all terms. */
  explain(labels: Labels, name: string): string[];
}

interface Test {
  matches(labels: Labels, name: string): boolean;
  explain(labels: Labels, name: string, asker: string): string;
}

/** A term is a list of tests that must all hold, or the reason why it can never match. */
type Term = { kind: 'tests'; tests: Test[] } | { kind: 'never'; because: string };

/**
 * Compiles the terms as `LazyErrorNodeSelector` in component-helpers does: any one term is enough, all of a term must hold,
 * an empty term matches nothing, and a term that cannot be parsed is passed over while later ones can still match.
 */
export function compileAffinity(selector: NodeSelector): CompiledAffinity {
  const terms = (selector.nodeSelectorTerms ?? []).map(compileTerm);
  const usable = terms.flatMap((term) => (term.kind === 'tests' ? [term.tests] : []));
  return {
    matches: (labels, name) => {
      for (const tests of usable) if (holds(tests, labels, name)) return true;
      return false;
    },
    explain: (labels, name) => explainTerms(terms, labels, name),
  };
}

function holds(tests: readonly Test[], labels: Labels, name: string): boolean {
  for (const test of tests) if (!test.matches(labels, name)) return false;
  return true;
}

function compileTerm(term: NodeSelectorTerm): Term {
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (expressions.length + fields.length === 0)
    return { kind: 'never', because: 'is empty, and an empty term matches no node' };
  const problem = firstOf(expressions, requirementProblem) ?? firstOf(fields, fieldProblem);
  if (problem) return { kind: 'never', because: `is passed over, because ${problem}` };
  return { kind: 'tests', tests: [...expressions.map(compileExpression), ...fields.map(compileField)] };
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fieldProblem({ operator, values }: NodeSelectorRequirement): string | undefined {
  if (operator !== 'In' && operator !== 'NotIn') return `matchFields takes In and NotIn, not ${shown(operator)}`;
  return values?.length === 1 ? undefined : `matchFields needs exactly one value, not ${values?.length ?? 0}`;
}

function compileExpression(expression: NodeSelectorRequirement): Test {
  const { matches, explain } = compileRequirement(expression);
  return { matches, explain: (labels, _name, asker) => explain(labels, asker) };
}

/** A node has one field, metadata.name; any other reads as empty. A node without a name passes every field. */
function compileField({ key, operator, values }: NodeSelectorRequirement): Test {
  const wanted = values?.[0] ?? '';
  const read = (name: string) => (key === 'metadata.name' ? name : '');
  const isIn = operator === 'In';
  return {
    matches: (_labels, name) => name === '' || (read(name) === wanted) === isIn,
    explain: (_labels, name, asker) => {
      if (!isIn) return `${key} is ${shown(read(name))}, which ${asker} excludes`;
      // Without the node's own name, so that many nodes share one message.
      return `${key} is not ${shown(wanted)}, which ${asker} asks for`;
    },
  };
}

const mostTerms = 3;

function explainTerms(terms: readonly Term[], labels: Labels, name: string): string[] {
  const [only] = terms;
  if (only === undefined) return ['the required node affinity has no term, so it matches no node'];
  if (terms.length > 1) {
    const told = terms.slice(0, mostTerms).map((term, index) => `term ${index + 1} ${explainTerm(term, labels, name)}`);
    const others = terms.length - mostTerms;
    const rest = others > 0 ? [others === 1 ? 'so does the last one' : `so do the other ${others}`] : [];
    return [`none of the ${terms.length} node affinity terms matches: ${[...told, ...rest].join('; ')}`];
  }
  if (only.kind === 'never') return [`the only term of the node affinity ${only.because}`];
  return only.tests
    .filter((test) => !test.matches(labels, name))
    .map((test) => test.explain(labels, name, 'node affinity'));
}

function explainTerm(term: Term, labels: Labels, name: string): string {
  if (term.kind === 'never') return term.because;
  const failing = term.tests.find((test) => !test.matches(labels, name));
  return `fails (${failing?.explain(labels, name, 'it') ?? ''})`;
}
