import { type ChildProcess, spawn } from 'node:child_process';

/** Spins, and looks now and then whether whoever started it is still there. */
const spin = `
const parent = process.ppid;
const round = () => {
  for (const end = Date.now() + 200; Date.now() < end; );
  if (process.ppid === parent) setImmediate(round);
};
round();`;

/** Starts processes that each take all of one core; gives what ends them. */
export function startHogs(count: number): () => void {
  const hogs: ChildProcess[] = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', spin], { stdio: 'ignore' }),
  );
  return () => {
    for (const hog of hogs) hog.kill();
  };
}
