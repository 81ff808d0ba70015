import { didYouMean, type Lab } from '../../../harness/lab/index.ts';
import type { Value } from '../attributes.ts';
import type { Page } from '../page.ts';

/** What an embed may ask for: the course, and the page that it stands on. */
export interface EmbedContext {
  /** Absolute path of the repository. */
  root: string;
  labs: readonly Lab[];
  page: Page;
}

/** The data of an embed, and the name of the file that carries it to the page. */
export interface EmbedData {
  file: string;
  data: unknown;
}

/** What an attribute takes: a text, a list of texts, nothing (it is there or not), or what nobody looks at. */
export type Takes = 'text' | 'texts' | 'flag' | 'anything';

/** A component that pages use without importing it. */
export interface EmbedKind {
  takes: Readonly<Record<string, Takes>>;
  required: readonly string[];
  /** The prop in which it is given its data. */
  prop?: 'data' | 'quiz';
  resolve?(values: Values, context: EmbedContext): Promise<EmbedData> | EmbedData;
  /** A module of the site that it is given as a prop, for what is code and not data. */
  module?(values: Values, context: EmbedContext): { prop: string; source: string };
  check?(values: Values): void;
}

/** An embed that names something that is not there; `attribute` is where. */
export class EmbedError extends Error {
  readonly attribute: string | undefined;

  constructor(message: string, attribute?: string) {
    super(message);
    this.attribute = attribute;
  }
}

/** Attributes whose form has been checked. */
export class Values {
  readonly #values: ReadonlyMap<string, Value>;

  constructor(values: ReadonlyMap<string, Value>) {
    this.#values = values;
  }

  /** A text that is required. */
  text(name: string): string {
    return String(this.#values.get(name));
  }

  optional(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  texts(name: string): string[] {
    const value = this.#values.get(name);
    return Array.isArray(value) ? value.map(String) : [];
  }
}

/** The candidate of that name, or an error that names the nearest. */
export function pick<T>(
  name: string,
  attribute: string,
  among: { what: string; candidates: ReadonlyMap<string, T> },
): T {
  const { what, candidates } = among;
  const found = candidates.get(name);
  if (found !== undefined) return found;
  const names = [...candidates.keys()];
  const list = names.length > 0 && names.length <= 12 ? ` Expected one of: ${names.join(', ')}.` : '';
  throw new EmbedError(
    `names the ${what} \`${name}\`, which does not exist.${didYouMean(name, names) || list}`,
    attribute,
  );
}

/** The lab that an attribute names. */
export function labOf(values: Values, attribute: string, { labs }: EmbedContext): Lab {
  const candidates = new Map(labs.map((lab) => [lab.slug, lab]));
  return pick(values.text(attribute), attribute, { what: 'lab', candidates });
}

/** The name of a data file, from what makes the embed different from others. */
export const fileName = (...parts: readonly (string | undefined)[]): string =>
  `${parts
    .filter((part) => part !== undefined)
    .join('--')
    .replaceAll('/', '__')}.json`;
