import {
  compileRequirement,
  type Labels,
  type Requirement,
  type RequirementOperator,
  requirementProblem,
} from './requirement.ts';

/** A label selector as kubectl's `-l` takes it, parsed. All of it must match; an empty one matches everything. */
export type LabelSelector = readonly LabelRequirement[];

export interface LabelRequirement {
  key: string;
  operator: RequirementOperator;
  values: string[];
}

/** A text that is no label selector, and where in it the trouble begins. */
export class SelectorError extends Error {
  /** 1-based column in the text. */
  readonly column: number;

  constructor(problem: string, column: number) {
    super(`column ${column}: ${problem}`);
    this.name = 'SelectorError';
    this.column = column;
  }
}

type TokenKind = 'word' | 'in' | 'notin' | '(' | ')' | ',' | '!' | '=' | '==' | '!=' | '>' | '<' | 'end';
interface Token {
  kind: TokenKind;
  text: string;
  column: number;
}

const tokenPattern = /\s*(==|!=|[=!(),<>]|[^\s=!(),<>]+)/gy;

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const word = match[1] ?? '';
    const isKind = /^([=!(),<>]+|in|notin)$/.test(word);
    tokens.push({
      kind: isKind ? (word as TokenKind) : 'word',
      text: word,
      column: match.index + match[0].length - word.length + 1,
    });
  }
  return [...tokens, { kind: 'end', text: '', column: text.length + 1 }];
}

const end: Token = { kind: 'end', text: '', column: 1 };

/** A cursor over the tokens. `in` and `notin` are words wherever no operator can stand. */
class Reader {
  readonly #tokens: Token[];
  #next = 0;

  constructor(text: string) {
    this.#tokens = tokenise(text);
  }

  peek(): Token {
    return this.#tokens[this.#next] ?? this.#tokens.at(-1) ?? end;
  }

  take(): Token {
    const token = this.peek();
    this.#next += 1;
    return token;
  }

  takeWord(what: string): Token {
    const token = this.take();
    return isWord(token) ? token : unexpected(token, what);
  }
}

const isWord = ({ kind }: Token) => kind === 'word' || kind === 'in' || kind === 'notin';

function unexpected({ kind, text, column }: Token, expected: string): never {
  throw new SelectorError(`expected ${expected} but found ${kind === 'end' ? 'the end' : `\`${text}\``}`, column);
}

/**
 * Reads `disk=ssd,zone in (a,b),!gpu`: the grammar of `labels.Parse` in apimachinery, `>` and `<` included.
 * Throws a SelectorError that says where the text goes wrong.
 */
export function parseLabelSelector(text: string): LabelSelector {
  const reader = new Reader(text);
  const requirements: LabelRequirement[] = [];
  if (reader.peek().kind === 'end') return requirements;
  for (;;) {
    requirements.push(readRequirement(reader));
    const token = reader.take();
    if (token.kind === 'end') return requirements;
    if (token.kind !== ',') unexpected(token, '`,` or the end');
  }
}

function readRequirement(reader: Reader): LabelRequirement {
  const negated = reader.peek().kind === '!';
  if (negated) reader.take();
  const key = reader.takeWord('a label key');
  const next = reader.peek();
  const isAlone = next.kind === ',' || next.kind === 'end';
  if (negated && !isAlone) unexpected(next, '`,` or the end after `!key`');
  const requirement = isAlone
    ? { key: key.text, operator: negated ? ('DoesNotExist' as const) : ('Exists' as const), values: [] }
    : { key: key.text, ...readOperator(reader) };
  const problem = requirementProblem(requirement);
  if (problem) throw new SelectorError(problem, key.column);
  return requirement;
}

function readOperator(reader: Reader): Pick<LabelRequirement, 'operator' | 'values'> {
  const token = reader.take();
  switch (token.kind) {
    case '=':
    case '==':
      return { operator: 'In', values: [readValue(reader)] };
    case '!=':
      return { operator: 'NotIn', values: [readValue(reader)] };
    case '>':
      return { operator: 'Gt', values: [readValue(reader)] };
    case '<':
      return { operator: 'Lt', values: [readValue(reader)] };
    case 'in':
      return { operator: 'In', values: readSet(reader) };
    case 'notin':
      return { operator: 'NotIn', values: readSet(reader) };
    default:
      return unexpected(token, 'one of =, ==, !=, in, notin, > and <');
  }
}

/** One value; nothing at all is the empty value. */
function readValue(reader: Reader): string {
  const { kind } = reader.peek();
  return kind === ',' || kind === 'end' ? '' : reader.takeWord('a value').text;
}

/** `(a, b)`; a place left empty is the empty value. */
function readSet(reader: Reader): string[] {
  const open = reader.take();
  if (open.kind !== '(') unexpected(open, '`(`');
  const values = new Set<string>();
  for (;;) {
    const token = reader.peek();
    values.add(isWord(token) ? reader.take().text : '');
    const after = reader.take();
    if (after.kind === ')') return [...values];
    if (after.kind !== ',') unexpected(after, '`,` or `)`');
  }
}

const compiled = new WeakMap<LabelSelector, Requirement[]>();

/** Whether labels satisfy all of a selector. */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  let requirements = compiled.get(selector);
  if (requirements === undefined) {
    requirements = selector.map(compileRequirement);
    compiled.set(selector, requirements);
  }
  return requirements.every((requirement) => requirement.matches(labels));
}
