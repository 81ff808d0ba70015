import type { Heading, Root } from 'mdast';
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { type AuthoringIssue, formatIssue } from '../../harness/errors.ts';
import { courseOf } from '../plugins/course/course.ts';
import { dataModule } from '../plugins/course/names.ts';
import type { LabSummary } from '../plugins/course/types.ts';
import { checkTree } from './check.ts';
import { isDraft } from './draft.ts';
import type { Embed } from './embeds/find.ts';
import { embedKinds } from './embeds/kinds.ts';
import { importNode, listAttribute, numberAttribute, variableAttribute } from './estree.ts';
import { isElement } from './lint/structure.ts';
import { labsOf, wordsOf } from './minutes.ts';
import { pageAt, pagesBelow } from './page.ts';
import { pageError } from './problem.ts';

/** Imports that a page needs, each once. */
class Imports {
  readonly #variables = new Map<string, string>();

  /** The variable that holds a module, whose default export it is. */
  of(source: string, name = `__one${this.#variables.size}`): string {
    const known = this.#variables.get(source);
    if (known !== undefined) return known;
    this.#variables.set(source, name);
    return name;
  }

  component = (name: string): string => this.of(`@site/src/components/${name}`, name);

  nodes = () => [...this.#variables].map(([source, local]) => importNode(local, source));
}

/** The heading of a lab's card, as a node of the page so that the table of contents lists it. */
function labHeading({ slug, title }: LabSummary): Heading {
  const plain = title.replaceAll('`', '');
  return {
    type: 'heading',
    depth: 2,
    data: { hProperties: { id: `lab-${slug}` } },
    children: [{ type: 'text', value: `Lab: ${plain}` }],
  };
}

/** Gives an embed its data, and has the page import it with its component. */
function complete({ node, name, prop, data, module }: Embed, imports: Imports): void {
  imports.component(name);
  if (prop !== undefined && data) node.attributes.push(variableAttribute(prop, imports.of(dataModule(data.file))));
  if (name === 'Lab' && data) node.children = [labHeading(data.data as LabSummary)];
  if (module) node.attributes.push(variableAttribute(module.prop, imports.of(module.source)));
}

function element(name: string, attributes: MdxJsxFlowElement['attributes']): MdxJsxFlowElement {
  return { type: 'mdxJsxFlowElement', name, attributes, children: [] };
}

/** In a draft the mistakes of a page stand at its end, and what cannot be shown is left out. */
function showMistakes(tree: Root, embeds: readonly Embed[], issues: readonly AuthoringIssue[]): void {
  const whole = new Set<unknown>(embeds.map(({ node }) => node));
  visit(tree, (node, index, parent) => {
    if (!isElement(node, ...Object.keys(embedKinds)) || whole.has(node) || index === undefined) return undefined;
    parent?.children.splice(index, 1);
    return index;
  });
  const text = `Mistakes in this draft:\n${issues.map(formatIssue).join('\n')}`;
  tree.children.push({ type: 'code', lang: 'text', value: text });
}

/** The header and the footer of a lesson, made of its front matter and its labs. */
function frame(tree: Root, imports: Imports): void {
  const labs = labsOf(tree).map((slug) => imports.of(dataModule(`lab--${slug}.json`)));
  const words = wordsOf(tree);
  imports.component('LessonHeader');
  imports.component('LessonFooter');
  const header = element('LessonHeader', [numberAttribute('words', words), listAttribute('labs', labs)]);
  const start = tree.children[0]?.type === 'yaml' ? 1 : 0;
  tree.children.splice(start, 0, header);
  tree.children.push(element('LessonFooter', [listAttribute('labs', labs)]));
}

/**
 * Remark plugin: gives the components of a page the data of the labs that they name, so that a page carries only its own;
 * a name that does not exist, or a rule of the house that is broken, ends the build with its place.
 */
export function remarkCourse({ root }: { root: string }) {
  return async (tree: Root, file: VFile): Promise<void> => {
    const page = pageAt(root, file.path);
    if (!page) return;
    const [{ labs }, pages] = await Promise.all([courseOf(root), pagesBelow(root)]);
    const { embeds, issues } = await checkTree(tree, page, { root, labs, ids: pages.map(({ id }) => id) });
    if (issues.length > 0 && !isDraft()) throw pageError(issues);
    if (issues.length > 0) showMistakes(tree, embeds, issues);
    const imports = new Imports();
    if (page.kind === 'lesson') frame(tree, imports);
    for (const embed of embeds) complete(embed, imports);
    tree.children.unshift(...imports.nodes());
    // The front matter has to stay first.
    const at = tree.children.findIndex(({ type }) => type === 'yaml');
    if (at > 0) tree.children.unshift(...tree.children.splice(at, 1));
  };
}
