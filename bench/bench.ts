import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchCatalogue } from './catalogue.ts';
import { benchCluster } from './cluster.ts';
import { benchCycle } from './cycle.ts';
import { type Figure, table } from './measure.ts';
import { benchPlacement } from './placement.ts';
import { benchScale } from './scale.ts';
import { benchSite } from './site.ts';
import { benchUp } from './up.ts';

/** `npm run bench -- [NAME…] [--labs DIR]`: all benches, or those named; `catalogue` takes other labs than the course's. */
const { values, positionals: names } = parseArgs({ allowPositionals: true, options: { labs: { type: 'string' } } });

const benches = {
  placement: benchPlacement,
  up: benchUp,
  cycle: benchCycle,
  verdict: () => benchScale(5),
  scale: () => benchScale(1_000),
  catalogue: () => benchCatalogue(values.labs),
  site: benchSite,
} satisfies Record<string, () => Promise<Figure[]>>;

const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`Expected benches of ${Object.keys(benches).join(', ')} but found ${unknown.join(', ')}.`);
  process.exitCode = 2;
} else {
  console.log(
    `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}. Figures are medians; nothing here is asserted.\n`,
  );
  const figures: Figure[] = [];
  try {
    for (const [name, bench] of Object.entries(benches)) {
      if (names.length > 0 && !names.includes(name)) continue;
      console.error(`measuring: ${name}`);
      figures.push(...(await bench()));
    }
  } finally {
    console.log(table(figures));
    await (await benchCluster('bench')).provider.down();
  }
}
