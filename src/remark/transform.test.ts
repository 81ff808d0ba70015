import { join } from 'node:path';
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import type { JsxElement } from './attributes.ts';
import { remarkCourse } from './index.ts';
import { parsePage } from './parse.ts';
import { lesson, root } from './testing.ts';

const place = 'docs/placement/node-selector.mdx';
const generated = '@generated/one-per-node-course/default';

async function transformed(source: string, path = place): Promise<Root> {
  const tree = parsePage(source, path);
  await remarkCourse({ root })(tree, new VFile({ path: join(root, path) }));
  return tree;
}

const importsOf = (tree: Root): string[] =>
  tree.children.flatMap((node) => (node.type === 'mdxjsEsm' ? (/from "(.+)"/.exec(node.value)?.[1] ?? []) : []));

/** Elements as they would be written. */
function elements(tree: Root): string[] {
  const found: string[] = [];
  visit(tree, ['mdxJsxFlowElement', 'mdxJsxTextElement'], (node) => {
    const { name, attributes } = node as JsxElement;
    const shown = attributes.flatMap((attribute) => {
      if (attribute.type !== 'mdxJsxAttribute') return [];
      const value = typeof attribute.value === 'string' ? `"${attribute.value}"` : `{${attribute.value?.value}}`;
      return `${attribute.name}=${value}`;
    });
    found.push([name, ...shown].join(' '));
  });
  return found;
}

describe('a lesson', () => {
  it('imports the data of its own embeds and no other, each once, with their components', async () => {
    const tree = await transformed(
      lesson(
        '<Lab slug="node-selector" />\n\n<Step lab="self-heal" id="replace" />\n\n<Step lab="self-heal" id="replace" />',
      ),
    );
    expect(importsOf(tree).sort()).toEqual([
      `${generated}/lab--node-selector.json`,
      `${generated}/quiz--placement__node-selector.json`,
      `${generated}/step--self-heal--replace.json`,
      ...['Lab', 'LessonFooter', 'LessonHeader', 'Quiz', 'Step'].map((name) => `@site/src/components/${name}`),
    ]);
    expect(elements(tree)).toEqual([
      expect.stringMatching(/^LessonHeader words=\{0\} labs=\{\[__one\d\]\}$/),
      expect.stringMatching(/^Lab slug="node-selector" data=\{__one\d\}$/),
      expect.stringMatching(/^Step lab="self-heal" id="replace" data=\{__one\d\}$/),
      expect.stringMatching(/^Step lab="self-heal" id="replace" data=\{__one\d\}$/),
      expect.stringMatching(/^Quiz quiz=\{__one\d\}$/),
      expect.stringMatching(/^LessonFooter labs=\{\[__one\d\]\}$/),
    ]);
  });

  it('keeps its front matter first, and lists its lab among its headings', async () => {
    const tree = await transformed(lesson('## First\n\n<Lab slug="node-selector" />'));
    expect(tree.children[0]?.type).toBe('yaml');
    const headings: unknown[] = [];
    visit(tree, 'heading', ({ depth, data, children: [text] }) => {
      headings.push([depth, data?.hProperties, text?.type === 'text' ? text.value : undefined]);
    });
    expect(headings).toEqual([
      [2, undefined, 'First'],
      [2, { id: 'lab-node-selector' }, 'Lab: Only the SSD nodes'],
    ]);
  });

  it('is given the module of its figure', async () => {
    const tree = await transformed(lesson('<Figure name="anatomy" caption="The parts" />'));
    expect(importsOf(tree)).toContain('@site/src/figures/anatomy');
    expect(elements(tree)).toContainEqual(
      expect.stringMatching(/^Figure name="anatomy" caption="The parts" figure=\{__one\d\}$/),
    );
  });

  it('ends the build with all its mistakes, each with its place', async () => {
    const promise = transformed(lesson('<Lab slug="a" />\n\n<Lab slug="b" />'));
    await expect(promise).rejects.toThrow(
      `Found 2 mistakes in the pages:\n  ${place}:8:6 names the lab \`a\`, which does not exist.`,
    );
  });
});

describe('a page that is no lesson', () => {
  it('gets neither header nor footer', async () => {
    const page = '---\ntitle: Start\ndescription: Where to begin.\n---\n\n<Topology lab="node-selector" />\n';
    const tree = await transformed(page, 'docs/start.mdx');
    expect(elements(tree)).toEqual([expect.stringMatching(/^Topology lab="node-selector" data=\{__one\d\}$/)]);
  });
});

describe('a file outside docs', () => {
  it('stays as it is', async () => {
    const tree = parsePage('<Lab slug="x" />\n', 'README.mdx');
    await remarkCourse({ root })(tree, new VFile({ path: join(root, 'README.mdx') }));
    expect(importsOf(tree)).toEqual([]);
  });
});
