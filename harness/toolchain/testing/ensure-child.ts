import { appendFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { officialDownloads } from '../download/download.ts';
import { ensureWith } from '../ensure.ts';
import { linux } from './fake-host.ts';

/** ensureWith with a build that is slow and notes each tool; argv: log file. Prints each event as JSON. */
const [log = ''] = process.argv.slice(2);

await ensureWith(
  { env: process.env, onEvent: (event) => process.stdout.write(`${JSON.stringify(event)}\n`) },
  {
    download: officialDownloads({ platform: linux }),
    async build(tools, context) {
      for (const tool of tools) {
        await sleep(20);
        await writeFile(join(context.staging, tool), `built ${tool}`);
        await context.install(tool, join(context.staging, tool), 'go');
        appendFileSync(log, `${tool}\n`);
      }
    },
  },
);
