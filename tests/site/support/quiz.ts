import type { Locator, Page } from 'playwright-core';

/** A question on a page, with how it is answered. */
export interface Asked {
  id: string;
  /** Texts of the right choices, or names of the nodes that get a pod. */
  right: string[];
  wrong: string[];
  kind: 'choice' | 'predict';
}

/** The questions of a page with their answers, as a reader without JavaScript finds them. */
export function readQuestions(page: Page): Promise<Asked[]> {
  return page.locator('[data-question]').evaluateAll((questions) =>
    questions.map((question): Asked => {
      const texts = (selector: string) =>
        [...question.querySelectorAll(selector)].map(({ textContent }) => textContent?.trim() ?? '');
      const answers = texts('details li');
      const id = question.getAttribute('data-question') ?? '';
      const nodes = [...question.querySelectorAll('details li strong')].map(({ textContent }) => textContent ?? '');
      if (nodes.length > 0) {
        const runs = (name: string) => answers.some((answer) => answer.startsWith(`${name} gets a pod`));
        return { id, kind: 'predict', right: nodes.filter(runs), wrong: nodes.filter((name) => !runs(name)) };
      }
      const isRight = (text: string) => answers.some((answer) => answer.startsWith(`Right: ${text}`));
      const choices = texts('label');
      return { id, kind: 'choice', right: choices.filter(isRight), wrong: choices.filter((text) => !isRight(text)) };
    }),
  );
}

/** The part of the page that asks a question. */
export const questionOf = (page: Page, { id }: Asked): Locator => page.locator(`[data-question="${id}"]`);

/** Chooses these and nothing else, and has it checked; what is right already is left alone. */
export async function answer(page: Page, asked: Asked, chosen: readonly string[]): Promise<void> {
  const question = questionOf(page, asked);
  if ((await question.getByRole('button', { name: 'Checked' }).count()) > 0) return;
  if (asked.kind === 'predict') {
    for (const cell of await question.locator('[data-node]').all()) {
      const isChosen = (await cell.getAttribute('aria-pressed')) === 'true';
      if (isChosen !== chosen.includes((await cell.getAttribute('data-node')) ?? '')) await cell.click();
    }
  } else {
    for (const choice of await question.locator('label').all()) {
      const input = choice.locator('input');
      const isDue = chosen.includes((await choice.innerText()).trim());
      // Of radio buttons the last one pressed counts.
      if (isDue || (await input.getAttribute('type')) === 'checkbox') await input.setChecked(isDue);
    }
  }
  await question.getByRole('button', { name: 'Check', exact: true }).click();
}
