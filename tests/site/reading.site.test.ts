import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCourse } from '../../harness/lab/index.ts';
import { useBrowser } from './support/visit.ts';

const { labs } = await loadCourse(join(import.meta.dirname, '..', '..', 'labs'));
const lab = labs.find(({ slug }) => slug === 'node-selector');
const words = (text: string) => text.replaceAll('`', '').split(/\s+/).filter(Boolean).join(' ');

describe('without JavaScript', () => {
  const open = useBrowser();

  it('a lesson is readable: task, commands, output, hints and solution are there, and what is folded opens', async () => {
    await using visit = await open('/placement/node-selector', { javaScriptEnabled: false });
    const { page, problems } = visit;
    const card = page.locator('[data-lab="node-selector"]');
    for (const summary of await card.locator('summary').all()) if (await summary.isVisible()) await summary.click();
    const text = words(await card.innerText());
    const solution = await readFile(join(lab?.dir ?? '', 'solution', 'agent.yaml'), 'utf8');
    const due = [lab?.task ?? '', ...(lab?.steps.map(({ run }) => run) ?? []), ...(lab?.hints ?? []), solution];
    expect(due.filter((part) => !text.includes(words(part)))).toEqual([]);
    expect(text).toContain('daemonset.apps/node-agent created');
    expect(await card.getByRole('button', { name: /^worker-1/ }).count()).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  it('a quiz is a list with an answer behind each question', async () => {
    await using visit = await open('/placement/node-selector', { javaScriptEnabled: false });
    const { page } = visit;
    const questions = await page.locator('[data-question]').count();
    expect(questions).toBeGreaterThanOrEqual(3);
    for (const summary of await page.locator('[data-question] summary').filter({ hasText: 'Answer' }).all())
      await summary.click();
    expect(await page.locator('[data-question] details[open] li').count()).toBeGreaterThan(questions);
    expect(await page.getByRole('button', { name: 'Check' }).count()).toBe(0);
  });

  it('the landing page shows its grid', async () => {
    await using visit = await open('/', { javaScriptEnabled: false });
    expect(await visit.page.locator('[data-node]').count()).toBeGreaterThan(3);
  });
});
