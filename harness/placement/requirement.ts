import { parseInt64 } from './integers.ts';
import { labelKeyProblem, labelValueProblem } from './syntax.ts';
import type { NodeSelectorRequirement } from './types.ts';

export type Labels = Record<string, string>;

/** One test of one label, ready to be asked many times. */
export interface Requirement {
  matches(labels: Labels): boolean;
  /** Why labels that do not match do not: the value found and the value asked for, by whoever asks. */
  explain(labels: Labels, asker: string): string;
}

/** The value of a label; undefined when absent. An inherited property such as `constructor` is no label. */
export function labelOf(labels: Labels, key: string): string | undefined {
  const value = labels[key];
  return typeof value === 'string' ? value : undefined;
}

/** An empty value is shown as two quotes, so that it is seen at all. */
export const shown = (value: string) => (value === '' ? '""' : value);

/** `a`, `a or b`, `a, b or 3 others`: values in a sentence, however many there are. */
export function listed(values: readonly string[], word = 'or', most = 4): string {
  const all = values.map(shown);
  const named = all.length > most ? [...all.slice(0, most - 1), `${all.length - most + 1} others`] : all;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} ${word} ${named.at(-1)}`;
}

/** What a label is, with a hint where it is nearly what was asked for. */
function fact(labels: Labels, key: string): string {
  const value = labelOf(labels, key);
  return value === undefined ? `label ${key} is absent` : `label ${key} is ${shown(value)}`;
}

/** A label whose key differs only in the case of its letters: by far the commonest slip. */
function keyTwin(labels: Labels, key: string): string | undefined {
  let lower: string | undefined;
  for (const other in labels) {
    if (other.length !== key.length || other === key) continue;
    lower ??= key.toLowerCase();
    if (other.toLowerCase() === lower) return other;
  }
  return undefined;
}

/** A hint in brackets where the label found and the label asked for differ in case only; else nothing. */
export function caseHint(labels: Labels, key: string, wanted: readonly string[]): string {
  const value = labelOf(labels, key);
  if (value === undefined) {
    const twin = keyTwin(labels, key);
    return twin === undefined ? '' : ` (its label ${twin}=${labels[twin]} differs in case)`;
  }
  for (const want of wanted) {
    if (want.length === value.length && want.toLowerCase() === value.toLowerCase())
      return ` (${value} and ${want} differ in case)`;
  }
  return '';
}

type Compile = (key: string, values: readonly string[]) => Requirement;

const inSet: Compile = (key, values) => {
  const wanted = values.length > 8 ? new Set(values) : undefined;
  const want = listed(values);
  return {
    matches: (labels) => {
      const value = labelOf(labels, key);
      return value !== undefined && (wanted ? wanted.has(value) : values.includes(value));
    },
    explain: (labels, asker) => `${fact(labels, key)}, but ${asker} asks for ${want}${caseHint(labels, key, values)}`,
  };
};

const notInSet: Compile = (key, values) => ({
  // An absent label is in no set, so it passes.
  matches: (labels) => {
    const value = labelOf(labels, key);
    return value === undefined || !values.includes(value);
  },
  explain: (labels, asker) => `${fact(labels, key)}, which ${asker} excludes`,
});

const exists: Compile = (key) => ({
  matches: (labels) => labelOf(labels, key) !== undefined,
  explain: (labels, asker) => `${fact(labels, key)}, but ${asker} asks that it exists${caseHint(labels, key, [])}`,
});

const doesNotExist: Compile = (key) => ({
  matches: (labels) => labelOf(labels, key) === undefined,
  explain: (labels, asker) => `${fact(labels, key)}, but ${asker} asks that it is absent`,
});

/** Strictly greater or less, among int64; an absent label or one that is no integer never matches. */
function compare(words: string, holds: (value: number | bigint, bound: number | bigint) => boolean): Compile {
  return (key, values) => {
    const bound = parseInt64(values[0] ?? '') ?? 0;
    return {
      matches: (labels) => {
        const text = labelOf(labels, key);
        const value = text === undefined ? undefined : parseInt64(text);
        return value !== undefined && holds(value, bound);
      },
      explain: (labels, asker) => {
        const text = labelOf(labels, key);
        const kind = text !== undefined && parseInt64(text) === undefined ? ', which is no integer' : '';
        return `${fact(labels, key)}${kind}, but ${asker} asks for ${words} ${values[0]}${caseHint(labels, key, [])}`;
      },
    };
  };
}

const operators = {
  In: inSet,
  NotIn: notInSet,
  Exists: exists,
  DoesNotExist: doesNotExist,
  Gt: compare('more than', (value, bound) => value > bound),
  Lt: compare('less than', (value, bound) => value < bound),
} as const satisfies Record<string, Compile>;
export type RequirementOperator = keyof typeof operators;

/** Whether a text is one of the operators that node selectors take. */
export const isOperator = (text: string): text is RequirementOperator => Object.hasOwn(operators, text);

/**
 * Why a requirement cannot be used at all, or undefined when it can: `NewRequirement` in apimachinery's labels package.
 * It knows more than the API server's validation, which lets `Gt abc` in; such a term then matches nothing.
 */
export function requirementProblem({ key, operator, values }: NodeSelectorRequirement): string | undefined {
  const given = values ?? [];
  const wrongKey = labelKeyProblem(key);
  if (!isOperator(operator)) return `${shown(operator)} is no operator of a node selector`;
  if (wrongKey) return `${shown(key)} is no label key: ${wrongKey}`;
  const wrongCount = countProblem(operator, given.length);
  if (wrongCount) return wrongCount;
  if ((operator === 'Gt' || operator === 'Lt') && parseInt64(given[0] ?? '') === undefined)
    return `${operator} needs an integer, not ${shown(given[0] ?? '')}`;
  const wrongValue = given.find((value) => labelValueProblem(value) !== undefined);
  return wrongValue === undefined ? undefined : `${wrongValue} is no label value: ${labelValueProblem(wrongValue)}`;
}

function countProblem(operator: RequirementOperator, count: number): string | undefined {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return count === 0 ? `${operator} needs at least one value` : undefined;
    case 'Exists':
    case 'DoesNotExist':
      return count > 0 ? `${operator} takes no value` : undefined;
    default:
      return count === 1 ? undefined : `${operator} needs exactly one value`;
  }
}

/** Compiles a requirement in which `requirementProblem` finds nothing wrong. */
export function compileRequirement({ key, operator, values }: NodeSelectorRequirement): Requirement {
  if (!isOperator(operator)) throw new TypeError(`${operator} is no operator of a node selector.`);
  return operators[operator](key, values ?? []);
}
