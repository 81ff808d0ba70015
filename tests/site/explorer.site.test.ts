import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Explanation, explainAll, type NodeExplanation } from '../../harness/placement/explain.ts';
import { readDaemonSets, readNodes } from '../../harness/placement/manifest.ts';
import { Draw } from '../differential/draw.ts';
import { drawDaemonSet } from '../differential/draw-daemon-set.ts';
import { drawNode } from '../differential/draw-node.ts';
import { toDaemonSet, toNode } from '../differential/subjects.ts';
import { settled } from './support/look.ts';
import { useBrowser } from './support/visit.ts';

const rounds = 30;
const nodeNames = Array.from({ length: 6 }, (_, at) => `node-${at + 1}`);

/** A DaemonSet and nodes as YAML, drawn as for the test against the real controller. */
function drawTexts(seed: number): { daemonSet: string; nodes: string } {
  const drafts = nodeNames.map((name, place) => drawNode(new Draw(seed, 0, place), name, (seed + place) % 1000));
  const place = Math.abs(seed) % 25;
  const draft = drawDaemonSet(new Draw(seed, 1), { name: `agent-${Math.abs(seed)}`, place, nodes: drafts });
  const write = (value: object) => stringify(value, { version: '1.1' });
  return { daemonSet: write(toDaemonSet(draft)), nodes: drafts.map((node) => write(toNode(node))).join('---\n') };
}

/** What the harness says of the same text, in the words of the page's data. */
function expected({ daemonSet, nodes }: ReturnType<typeof drawTexts>): string[] {
  const [explanation] = [...explainAll(readDaemonSets(daemonSet).daemonSets, readNodes(nodes).nodes)];
  if (!explanation) throw new Error('Expected one DaemonSet.');
  return 'error' in explanation ? refusalLines(explanation) : explanation.nodes.map(nodeLine);
}

const refusalLines = ({ error }: Extract<Explanation, { error: unknown }>) => [
  error.field,
  error.reason,
  error.message,
];

function nodeLine({ node, shouldRun, shouldContinueRunning, reasons }: NodeExplanation): string {
  const state = shouldRun ? 'running' : shouldContinueRunning ? 'keeps' : 'none';
  return `${node} ${state} ${reasons.map(({ message }) => message).join('; ')}`;
}

/** What the page shows: a line for each cell, or what a refusal says. */
function shown(page: Page): Promise<string[]> {
  return page.getByRole('region', { name: 'Answer' }).evaluate((answer) => {
    const refusal = [...answer.querySelectorAll('dd')].map(({ textContent }) => textContent ?? '');
    const cells = [...answer.querySelectorAll<HTMLElement>('[data-node]')].map((cell) => {
      const said = cell.lastElementChild?.textContent ?? '';
      return `${cell.dataset.node} ${cell.dataset.state} ${said
        .slice(said.indexOf(':') + 1)
        .replaceAll('; also, ', '; ')
        .trim()}`;
    });
    return cells.length > 0 ? cells : refusal;
  });
}

async function write(page: Page, { daemonSet, nodes }: ReturnType<typeof drawTexts>): Promise<void> {
  await page.getByRole('textbox', { name: 'Nodes', exact: true }).fill(nodes);
  await page.getByRole('textbox', { name: 'DaemonSet', exact: true }).fill(daemonSet);
}

describe('the Explorer', () => {
  const open = useBrowser();

  it('answers what the harness answers on the same YAML', async () => {
    await using visit = await open('/explorer');
    const { page, problems } = visit;
    await settled(page);
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const texts = drawTexts(seed);
        await write(page, texts);
        await expect.poll(() => shown(page)).toEqual(expected(texts));
      }),
      { numRuns: rounds, endOnFailure: true },
    );
    expect(problems).toEqual([]);
  });

  it('says where a text is no YAML', async () => {
    await using visit = await open('/explorer');
    const { page } = visit;
    await settled(page);
    await page.getByRole('textbox', { name: 'DaemonSet', exact: true }).fill('a: [');
    await expect.poll(() => page.getByRole('region', { name: 'Answer' }).textContent()).toContain('No answer');
    expect(await page.getByRole('region', { name: 'DaemonSet' }).textContent()).toContain('Line 1');
  });

  it('keeps what was written in its address', async () => {
    await using visit = await open('/explorer');
    const { page } = visit;
    await settled(page);
    const texts = drawTexts(7);
    await write(page, texts);
    await expect.poll(() => shown(page)).toEqual(expected(texts));
    await page.waitForURL(/#s=/);
    await using other = await open(page.url());
    await expect.poll(() => shown(other.page)).toEqual(expected(texts));
    expect(await other.page.getByRole('textbox', { name: 'Nodes', exact: true }).inputValue()).toBe(texts.nodes);
  });

  it('survives an address that is broken', async () => {
    await using visit = await open('/explorer#s=1.broken');
    await expect.poll(() => visit.page.locator('main').textContent()).toContain('The link is broken');
    expect(visit.problems).toEqual([]);
  });
});
