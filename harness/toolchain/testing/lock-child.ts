import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '../lock.ts';

/** Takes the lock, notes when it entered and left, and says so; argv: lock path, log file, milliseconds inside. */
const [path = '', log = '', holdMs = '0'] = process.argv.slice(2);
const say = (word: string) => process.stdout.write(`${word}\n`);

await withLock(
  path,
  { what: `test ${process.pid}`, onWait: (holder) => say(`waiting for ${holder.pid} ${holder.what}`) },
  async () => {
    appendFileSync(log, `in ${process.pid}\n`);
    say('in');
    await sleep(Number(holdMs));
    appendFileSync(log, `out ${process.pid}\n`);
  },
);
say('done');
