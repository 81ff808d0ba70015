import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { components } from '../harness/cluster/provider.ts';
import { readyAfterAnnotation, simulateAnnotation, simulations } from '../harness/lab/simulation.ts';
import { root } from './house/repository.ts';

const page = readFileSync(join(root, 'docs/reference/simulated-nodes.mdx'), 'utf8');

describe('the page on simulated nodes', () => {
  it('has a row for each word that a pod can simulate, and no other', () => {
    const [, table = ''] = page.split(`| \`${simulateAnnotation}\` |`);
    const words = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, word]) => word);
    expect(words).toEqual(Object.keys(simulations));
  });

  it('names the other annotation and every component', () => {
    expect(page).toContain(`\`${readyAfterAnnotation}: `);
    expect(components.filter((component) => !page.includes(`${component}\``))).toEqual([]);
  });

  it('names a folder of stages that exists', () => {
    expect(page).toContain('`harness/cluster/kwok/stages/`');
    expect(existsSync(join(root, 'harness/cluster/kwok/stages'))).toBe(true);
  });
});
