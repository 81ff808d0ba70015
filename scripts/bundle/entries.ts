import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Programs of the package: name of the executable → source that it starts. */
export const programs = {
  course: 'harness/cli/main.ts',
  'kubectl-daemonset_explain': 'harness/cli/plugin.ts',
} as const;

/** The Node that the bundle needs: its HTTP agents know proxies from the environment since 24.5. */
export const neededNode = { major: 24, minor: 5 } as const;

/**
 * Writes the small executable that looks at the Node that runs it before it loads a program that an older Node could
 * not even read.
 */
export async function writeExecutable(dist: string, name: keyof typeof programs): Promise<void> {
  const path = join(dist, `${name}.mjs`);
  await writeFile(path, executableText(name, `./lib/${name}.mjs`));
  await chmod(path, 0o755);
}

function executableText(name: string, target: string): string {
  const { major, minor } = neededNode;
  return `#!/usr/bin/env node
const found = process.versions.node.split('.').map(Number);
if (found[0] < ${major} || (found[0] === ${major} && found[1] < ${minor})) {
  console.error('${name}: expected Node ${major}.${minor} or newer but found ' + process.versions.node + ' at ' + process.execPath + '. Next: install Node ${major} from nodejs.org.');
  process.exit(3);
}
// DEP0190 is raised inside zx when it looks up the children of a command that it stops.
const { emitWarning } = process;
process.emitWarning = (...args) => {
  if (args[2] !== 'DEP0190') emitWarning.apply(process, args);
};
await import('${target}');
`;
}
