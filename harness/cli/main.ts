import { enableCompileCache } from 'node:module';

// Half of what a short command takes is compiling what it loads, so that is kept; therefore it is loaded only here.
enableCompileCache();
const [{ abortOnSignals }, { run }] = await Promise.all([import('./context.ts'), import('./program.ts')]);

// A reader that closes our output early (such as `head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  cwd: process.cwd(),
  signal: abortOnSignals(),
  self: [process.execPath, ...process.execArgv, process.argv[1] ?? ''],
});
