import type { Course } from '../lab/index.ts';
import { counted, cut, paint, type RenderOptions, widest } from './text.ts';

/** The labs in the order in which they are taught, in columns under the title of their section. */
export function renderList({ title, labs }: Course, options: RenderOptions): string {
  const rows = labs.map(({ slug, section, title: name, needs, minutes }, at) => {
    const time = minutes === undefined ? '' : `${minutes} min`;
    return { order: String(at + 1), section, slug, name, needs: needs.join(', '), time };
  });
  const order = widest(rows.map((row) => row.order));
  const slug = widest(rows.map((row) => row.slug));
  const needs = widest(['needs', ...rows.map((row) => row.needs)]);
  const time = widest(rows.map((row) => row.time));
  const room = options.width - order - slug - needs - time - 8;
  const name = Math.max(12, Math.min(room, widest(rows.map((row) => row.name))));
  const lines = rows.flatMap((row, at) => [
    ...(row.section === rows[at - 1]?.section ? [] : ['', paint('bold', row.section, options)]),
    [
      row.order.padStart(order),
      row.slug.padEnd(slug),
      cut(row.name, name, options).padEnd(name),
      row.needs.padEnd(needs),
      row.time.padStart(time),
    ]
      .join('  ')
      .trimEnd(),
  ]);
  return `${[`${title}: ${counted(labs.length, 'lab')}`, ...lines].join('\n')}\n`;
}
