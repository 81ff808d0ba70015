import type { Page } from 'playwright-core';

/** A step of a lab as its page shows it. */
export interface ShownStep {
  /** The command to type. */
  command: string;
  /** What is shown as printed, command by command. */
  printed: { command: string; output: string }[];
}

/** A lab as its page shows it, before any script has run. */
export interface ShownLab {
  title: string;
  task: string;
  steps: Record<string, ShownStep>;
  hints: number;
  /** Text of every block with a file's name over it, by name; the starter's first. */
  files: Record<string, string[]>;
  traps: string;
}

/** Reads a lab from the HTML of its page, in a browser but without running it. */
export function readLabPage(page: Page, html: string, slug: string): Promise<ShownLab> {
  return page.evaluate(readLab, { html, slug });
}

/** Runs in the browser. */
function readLab({ html, slug }: { html: string; slug: string }): ShownLab {
  const main = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
  const textOf = (element: Element | null | undefined) => element?.textContent ?? '';
  const all = (selector: string, within: ParentNode | null = main) => [...(within?.querySelectorAll(selector) ?? [])];
  const partOf = (heading: string) => all('h2').find((each) => textOf(each) === heading)?.parentElement ?? null;
  const commandsIn = (figure: Element | undefined) => {
    const commands: { command: string; output: string }[] = [];
    for (const block of all('pre', figure ?? null)) {
      const last = commands.at(-1);
      if (block.querySelector('samp') && last) last.output = textOf(block);
      else commands.push({ command: textOf(block).replace(/\n$/, ''), output: '' });
    }
    return commands;
  };
  const steps = all(`li:has([id^="${slug}-"])`).map((item): [string, ShownStep] => {
    const [typed, printed] = all('figure', item).map(commandsIn);
    const id = item.querySelector(`[id^="${slug}-"]`)?.id.slice(slug.length + 1) ?? '';
    return [id, { command: typed?.[0]?.command ?? '', printed: printed ?? [] }];
  });
  const files: Record<string, string[]> = {};
  for (const block of all('[class*="codeBlockTitle"]')) {
    const lines = all('.token-line', block.parentElement).map(textOf);
    files[textOf(block)] = [...(files[textOf(block)] ?? []), lines.join('\n')];
  }
  return {
    title: textOf(main?.querySelector('h1')),
    task: all('p', partOf('Your task')).map(textOf).join(' '),
    steps: Object.fromEntries(steps),
    hints: all('summary', partOf('Hints')).length,
    files,
    traps: textOf(partOf('Wrong answers that people give')),
  };
}
