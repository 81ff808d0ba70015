import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { settled } from './support/look.ts';
import { type Asked, answer, questionOf, readQuestions } from './support/quiz.ts';
import { useBrowser } from './support/visit.ts';

const lesson = 'placement/node-selector';
const lab = 'node-selector';
const key = 'one-per-node.progress';

describe('quizzes and progress', () => {
  const open = useBrowser();
  const questions = async () => {
    await using visit = await open(`/${lesson}`, { javaScriptEnabled: false });
    return await readQuestions(visit.page);
  };
  const record = (page: Page) => page.evaluate((name) => JSON.parse(localStorage.getItem(name) ?? 'null'), key);
  const answerAll = async (page: Page, all: readonly Asked[]) => {
    for (const asked of all) await answer(page, asked, asked.right);
  };
  const rowOf = (page: Page) => page.locator(`[data-lesson="${lesson}"]`);

  it('refute what is wrong, take what is right, and remember both', async () => {
    const all = await questions();
    const [choice] = all.filter(({ kind }) => kind === 'choice');
    const [predict] = all.filter(({ kind }) => kind === 'predict');
    if (!choice || !predict) throw new Error(`Expected a choice and a prediction in ${lesson}.`);
    await using visit = await open(`/${lesson}`);
    const { page, problems } = visit;
    await settled(page);
    await answer(page, choice, choice.wrong.slice(0, 1));
    const status = (asked: Asked) => questionOf(page, asked).getByRole('status').innerText();
    expect(await status(choice)).toContain('No:');
    await answer(page, predict, predict.wrong);
    expect(await status(predict)).toContain('The placement model says otherwise of');
    expect(await questionOf(page, predict).locator('[data-node][data-state="unwanted"]').count()).toBe(
      predict.wrong.length,
    );
    expect(await questionOf(page, predict).locator('[data-node][data-state="missing"]').count()).toBe(
      predict.right.length,
    );
    await answerAll(page, all);
    for (const asked of all) expect(await status(asked)).toMatch(/^.?\s*Right/);
    expect(await status(choice)).toContain('At try 2');
    await page.reload();
    await settled(page);
    for (const asked of all) expect(await status(asked)).toMatch(/^.?\s*Right/);
    expect((await record(page)).lessons[lesson][choice.id]).toEqual({ tries: 2, right: true });
    expect(problems).toEqual([]);
  });

  it('are shown on the progress page and in the sidebar, and survive export, reset and import', async () => {
    await using visit = await open(`/${lesson}`);
    const { page, problems } = visit;
    const all = await questions();
    await settled(page);
    await answerAll(page, all);
    await page.goto('/progress');
    await settled(page);
    expect(await rowOf(page).getAttribute('data-state')).toBe('begun');
    await page.goto(`/labs/${lab}`);
    await page.getByRole('checkbox', { name: 'I have done this lab' }).check();
    await page.goto(`/${lesson}`);
    await settled(page);
    const link = page.locator(`.menu__list-item:has(> a[href="/${lesson}"])`);
    expect(
      await link.evaluate((item) => getComputedStyle(item.querySelector('a') ?? item, '::after').content),
    ).toContain('✓');
    await page.goto('/progress');
    await settled(page);
    expect(await rowOf(page).getAttribute('data-state')).toBe('finished');
    const kept = await record(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    const exported = await readFile(await download.path(), 'utf8');
    expect(JSON.parse(exported)).toEqual(kept);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Forget it all' }).click();
    expect(await rowOf(page).getAttribute('data-state')).toBe('new');
    const files = page.locator('input[type=file]');
    await files.setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{"a": 1}') });
    await page.getByText('other.json holds no progress').waitFor();
    expect(await rowOf(page).getAttribute('data-state')).toBe('new');
    await files.setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(exported) });
    await page.getByText('The progress in mine.json was added').waitFor();
    expect(await rowOf(page).getAttribute('data-state')).toBe('finished');
    expect(await record(page)).toEqual(kept);
    expect(problems).toEqual([]);
  });

  it('can be answered by keyboard alone', async () => {
    const predict = (await questions()).find(({ kind }) => kind === 'predict');
    if (!predict) throw new Error(`Expected a prediction in ${lesson}.`);
    await using visit = await open(`/${lesson}`);
    const { page } = visit;
    await settled(page);
    const cells = questionOf(page, predict).locator('[data-node]');
    await cells.first().focus();
    for (const cell of await cells.all()) {
      if (predict.right.includes((await cell.getAttribute('data-node')) ?? '')) await page.keyboard.press('Space');
      await page.keyboard.press('ArrowRight');
    }
    await questionOf(page, predict).getByRole('button', { name: 'Check' }).press('Enter');
    expect(await questionOf(page, predict).getByRole('status').innerText()).toMatch(/^.?\s*Right/);
  });

  it.each(['', 'nonsense', '{"version":1,"lessons":{"placement/node-selector":7},"labs":{}}', '{"version":99}'])(
    'begin anew where %j is kept',
    async (text) => {
      await using visit = await open('/start');
      const { page, problems } = visit;
      await page.evaluate(({ name, value }) => localStorage.setItem(name, value), { name: key, value: text });
      await page.goto('/progress');
      await settled(page);
      expect(await rowOf(page).getAttribute('data-state')).toBe('new');
      expect(problems).toEqual([]);
    },
  );

  it('work where the browser keeps nothing, and say so', async () => {
    await using visit = await open('/start');
    const { page } = visit;
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('refused', 'SecurityError');
        },
      });
    });
    const all = await questions();
    await page.goto(`/${lesson}`);
    await settled(page);
    await answerAll(page, all);
    await page.getByText(`${all.length} of ${all.length} answered right`).waitFor();
    await page.getByText('Your browser keeps nothing for this site').waitFor();
  });
});
