import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Timeline } from '../../harness/verdict/timeline.ts';
import { settled } from './support/look.ts';
import { useBrowser } from './support/visit.ts';

const path = '/replay?replay=rollout-1000';
const recording = join(import.meta.dirname, '..', '..', 'static', 'recordings', 'rollout-1000.json');

describe('the replay', () => {
  const open = useBrowser();
  const player = (page: Page) => {
    const figure = page.getByRole('figure', { name: /^Recording: / });
    return { slider: figure.getByRole('slider'), text: () => figure.textContent() };
  };

  it('shows another moment wherever it is scrubbed to, and the recording’s last at its end', async () => {
    const { end } = JSON.parse(await readFile(recording, 'utf8')) as Timeline;
    await using visit = await open(path);
    const { page, problems } = visit;
    await settled(page);
    const { slider, text } = player(page);
    await slider.waitFor();
    const seen = new Set<string | null>();
    for (const part of [0, 0.25, 0.5, 0.75]) {
      await slider.fill(String(Math.round(end * part)));
      expect(Number(await slider.inputValue())).toBeCloseTo(Math.round(end * part), 0);
      seen.add(await text());
    }
    expect(seen.size).toBe(4);
    await slider.press('End');
    expect(Number(await slider.inputValue())).toBe(end);
    await slider.press('Home');
    expect(Number(await slider.inputValue())).toBe(0);
    expect(problems).toEqual([]);
  });

  it('plays and pauses by the space bar', async () => {
    await using visit = await open(path);
    const { page } = visit;
    await settled(page);
    const { slider } = player(page);
    await slider.press('Home');
    await slider.press(' ');
    await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(0);
    await slider.press(' ');
    await page.getByRole('button', { name: 'Play' }).first().waitFor();
  });

  it('begins at the moment that its address names', async () => {
    await using visit = await open(`${path}&t=10`);
    const { slider } = player(visit.page);
    await expect.poll(async () => Number(await slider.inputValue())).toBe(10_000);
  });
});
