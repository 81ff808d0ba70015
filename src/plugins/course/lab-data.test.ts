import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeExpectation } from '../../../harness/lab/index.ts';
import { verdictCodes } from '../../../harness/verdict/codes.ts';
import { labs } from '../../remark/testing.ts';
import { labData } from './lab-data.ts';

const labOf = (slug: string) => {
  const lab = labs.find((each) => each.slug === slug);
  if (!lab) throw new Error(`Expected a lab ${slug}.`);
  return lab;
};

describe('what the site shows of a lab', () => {
  it.each(labs.map((lab) => [lab.slug, lab] as const))('is what lab.yaml says: %s', (_, lab) => {
    const data = labData(lab);
    const { title, summary, section, task, minutes, needs, hints } = lab;
    expect(data).toMatchObject({ title, summary, section, task, minutes, needs, hints });
    expect(
      data.steps.map(({ id, title, commands }) => ({ id, title, commands: commands.map(({ command }) => command) })),
    ).toEqual(
      lab.steps.map(({ id, title, run, show = [] }) => ({
        id,
        title,
        commands: [run, ...show].map((each) => each.trimEnd()),
      })),
    );
    expect(data.steps.map(({ expectations }) => expectations)).toEqual(
      lab.steps.map(({ expect }) => expect.map(describeExpectation)),
    );
    expect(data.traps.map(({ reason, why, fails }) => ({ reason, why, step: fails.step, code: fails.code }))).toEqual(
      Object.entries(lab.traps).map(([reason, { why, fails }]) => ({
        reason,
        why,
        step: fails.step,
        code: fails.code,
      })),
    );
    for (const { fails } of data.traps) expect(fails.means).toBe(verdictCodes[fails.code].means);
    expect(data.topology.cells.map(({ name }) => name)).toEqual(lab.topology.nodes.map(({ name }) => name));
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });

  it.each(labs.map((lab) => [lab.slug, lab] as const))('shows what was recorded, byte for byte: %s', (_, lab) => {
    for (const step of labData(lab).steps) {
      const recorded = readFileSync(join(lab.dir, 'expected', step.origin.provider, `${step.id}.txt`), 'utf8');
      const transcript = step.commands
        .map(({ command, output }) => {
          const typed = command.split('\n').map((line, at) => `${at === 0 ? '$' : '>'} ${line}`);
          return [...typed, ...(output ? [output] : [])].join('\n');
        })
        .join('\n\n');
      expect(`${transcript}\n`).toBe(recorded);
    }
  });

  it('shows every trap in what it does otherwise: in a file, or in what is typed', () => {
    for (const { slug, traps } of labs.map(labData)) {
      for (const { reason, files, commands } of traps) {
        const differs = files.some(({ lines }) => lines.some(({ mark }) => mark === '+' || mark === '-'));
        expect({ slug, reason, differs: differs || commands.length > 0 }).toEqual({ slug, reason, differs: true });
      }
    }
  });

  it('shows the solution only where it is not the starter, and marks what is new', () => {
    const [agent] = labData(labOf('node-selector')).files;
    const marked = agent?.solution
      ?.split('\n')
      .filter((_, at) => /^(\d+)-(\d+)$/.exec(agent.changed ?? '') && inside(at + 1, agent.changed));
    expect(marked?.map((line) => line.trim())).toEqual(['nodeSelector:', 'disk: ssd']);
    const given = labData(labOf('reach-service')).files.find(({ path }) => path === 'web.yaml');
    expect(given).not.toHaveProperty('solution');
  });
});

/** Whether a line is in a range such as `7-8`. */
function inside(line: number, range = ''): boolean {
  const [from = 0, to = 0] = range.split('-').map(Number);
  return line >= from && line <= to;
}
