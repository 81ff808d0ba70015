import type { ImportDeclaration, Program } from 'estree';
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { didYouMean } from '../../../harness/lab/index.ts';
import { attributesOf, type JsxElement, spreadOf, unknown, type Value } from '../attributes.ts';
import type { Problem } from '../problem.ts';
import { type EmbedContext, type EmbedData, EmbedError, type EmbedKind, type Takes, Values } from './kind.ts';
import { embedKinds } from './kinds.ts';

/** An embed of a page that is as it has to be, with what it is given. */
export interface Embed {
  node: JsxElement;
  name: keyof typeof embedKinds;
  prop?: string;
  data?: EmbedData;
  module?: { prop: string; source: string };
}

const fits: Record<Takes, (value: Value | typeof unknown) => boolean> = {
  text: (value) => typeof value === 'string' && value.trim() !== '',
  texts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  flag: (value) => value === true,
  anything: () => true,
};
const takesWords: Record<Takes, string> = {
  text: 'a text in quotes',
  texts: 'a list of texts such as {["…"]}',
  flag: 'there without a value',
  anything: 'a value',
};

/** What is wrong with the attributes themselves, whatever they name. */
function formProblems(node: JsxElement, { takes, required }: EmbedKind): Problem[] {
  const given = attributesOf(node);
  const spread = spreadOf(node);
  const known = Object.keys(takes);
  const name = `<${node.name}>`;
  const problems: Problem[] = spread
    ? [
        {
          at: spread,
          message: `gives ${name} attributes that only running the page would tell. Expected each by its name.`,
        },
      ]
    : [];
  for (const [attribute, { value, node: at }] of given) {
    const form = takes[attribute];
    if (form === undefined) {
      const list = known.length === 0 ? 'no attribute' : known.join(', ');
      problems.push({
        at,
        message: `gives ${name} the unknown attribute \`${attribute}\`. Expected: ${list}.${didYouMean(attribute, known)}`,
      });
    } else if (!fits[form](value)) {
      problems.push({ at, message: `expects \`${attribute}\` of ${name} to be ${takesWords[form]}.` });
    }
  }
  const missing = required.filter((attribute) => !given.has(attribute));
  if (missing.length > 0) problems.push({ at: node, message: `expects ${name} to have \`${missing.join('`, `')}\`.` });
  return problems;
}

async function resolveEmbed(node: JsxElement, name: Embed['name'], context: EmbedContext): Promise<Embed> {
  const kind: EmbedKind = embedKinds[name];
  const values = new Values(
    new Map([...attributesOf(node)].flatMap(([key, { value }]) => (value === unknown ? [] : [[key, value] as const]))),
  );
  kind.check?.(values);
  const data = await kind.resolve?.(values, context);
  const module = kind.module?.(values, context);
  return { node, name, ...(kind.prop && { prop: kind.prop }), ...(data && { data }), ...(module && { module }) };
}

function problemOf(error: unknown, node: JsxElement): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const attribute =
    error instanceof EmbedError && error.attribute ? attributesOf(node).get(error.attribute)?.node : undefined;
  return { at: attribute?.position ? attribute : node, message };
}

const isKnown = (name: string): name is Embed['name'] => Object.hasOwn(embedKinds, name);

/** The names that a page imports or declares itself. */
function ownNames(tree: Root): Set<string> {
  const names = new Set<string>();
  visit(tree, 'mdxjsEsm', (node) => {
    const body: Program['body'] = node.data?.estree?.body ?? [];
    const imports = body.filter((each): each is ImportDeclaration => each.type === 'ImportDeclaration');
    for (const { specifiers } of imports) for (const { local } of specifiers) names.add(local.name);
    for (const [, name] of node.value.matchAll(/export\s+(?:const|function)\s+([A-Z]\w*)/g)) if (name) names.add(name);
  });
  return names;
}

/** All embeds of a page, and all mistakes in them. */
export async function findEmbeds(tree: Root, context: EmbedContext): Promise<{ embeds: Embed[]; problems: Problem[] }> {
  const own = ownNames(tree);
  const elements: JsxElement[] = [];
  visit(tree, (node) => {
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return;
    if (/^[A-Z]/.test(node.name ?? '') && !own.has(node.name ?? '')) elements.push(node);
  });
  const embeds: Embed[] = [];
  const problems: Problem[] = [];
  for (const node of elements) {
    const name = node.name ?? '';
    if (!isKnown(name)) {
      const names = Object.keys(embedKinds);
      problems.push({
        at: node,
        message: `uses the unknown component <${name}>. Expected one of: ${names.join(', ')}.${didYouMean(name, names)}`,
      });
      continue;
    }
    const form = formProblems(node, embedKinds[name]);
    problems.push(...form);
    if (form.length > 0) continue;
    try {
      embeds.push(await resolveEmbed(node, name, context));
    } catch (error) {
      problems.push(problemOf(error, node));
    }
  }
  return { embeds, problems };
}
