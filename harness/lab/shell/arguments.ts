/** The words of a command line, told apart. */
export interface Arguments {
  positional: string[];
  flags: { name: string; value: string }[];
}

/** Flags that take the next word as their value, of kubectl and of `course node`. */
const withValue = new Set([
  ...[
    '-n',
    '--namespace',
    '-l',
    '--selector',
    '-o',
    '--output',
    '-f',
    '--filename',
    '-s',
    '--server',
    '-k',
    '--kustomize',
  ],
  ...['--kubeconfig', '--context', '--cluster', '--user', '--token', '--as', '--request-timeout', '--field-selector'],
  ...['--field-manager', '--resource-version', '--template', '--grace-period', '--timeout', '--pod-selector'],
  ...['--skip-wait-for-delete-timeout', '--label', '--taint', '--provider', '--name', '-v', '--v'],
]);

/** Reads flags and positional words as pflag does: `--flag=value`, `--flag value`, `-lvalue`. */
export function readArguments(words: readonly string[]): Arguments {
  const args: Arguments = { positional: [], flags: [] };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') return { ...args, positional: [...args.positional, ...words.slice(at + 1)] };
    const [, name = '', value] = /^(--[^=]+|-[a-zA-Z])=?(.+)?$/s.exec(word) ?? [];
    if (name === '') args.positional.push(word);
    else if (withValue.has(name) && value === undefined && !word.endsWith('=')) {
      at += 1;
      args.flags.push({ name, value: words[at] ?? '' });
    } else args.flags.push({ name, value: value ?? 'true' });
  }
  return args;
}

/** The values of a flag that may be given several times, under any of its names. */
export function flagValues({ flags }: Arguments, ...names: string[]): string[] {
  return flags.filter(({ name }) => names.includes(name)).map(({ value }) => value);
}

/** Whether a flag is given, and not with the value that turns it off. */
export function isSet(args: Arguments, name: string, off = 'false'): boolean {
  const last = flagValues(args, name).at(-1);
  return last !== undefined && last !== off;
}
