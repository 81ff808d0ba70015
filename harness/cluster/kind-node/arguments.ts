import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { UsageError } from '../../errors.ts';

/** What the value of an option must be; a flag has none. */
type Kind = 'text' | 'count' | 'flag' | 'list';
type Value<K extends Kind> = K extends 'flag' ? boolean : K extends 'list' ? string[] : string;
type Values<O extends Record<string, Kind>> = { [name in keyof O]?: Value<O[name]> };

/** Reads the options of a verb strictly; anything else is a usage error that names what the verb takes. */
export function parseVerbArgs<const O extends Record<string, Kind>>(
  verb: string,
  args: readonly string[],
  options: O,
): Values<O> {
  let values: Record<string, unknown>;
  try {
    values = parseArgs({ args: [...args], options: toConfig(options) }).values;
  } catch (cause) {
    throw wrongArgs(verb, `${(cause as Error).message.split('. To')[0]}`, options, cause);
  }
  for (const [name, kind] of Object.entries(options)) {
    const value = values[name];
    if (kind === 'count' && value !== undefined && !/^[1-9]\d*$/.test(String(value)))
      throw wrongArgs(verb, `Expected --${name} to be a whole number above 0 but found \`${String(value)}\``, options);
  }
  return values as Values<O>;
}

function toConfig(options: Record<string, Kind>): ParseArgsOptionsConfig {
  const configOf = (kind: Kind): ParseArgsOptionsConfig[string] => ({
    type: kind === 'flag' ? 'boolean' : 'string',
    ...(kind === 'list' && { multiple: true }),
  });
  return Object.fromEntries(Object.entries(options).map(([name, kind]) => [name, configOf(kind)]));
}

function wrongArgs(verb: string, message: string, options: Record<string, Kind>, cause?: unknown): UsageError {
  const known = Object.entries(options).map(([name, kind]) => (kind === 'flag' ? `--${name}` : `--${name} VALUE`));
  const takes = known.length > 0 ? known.join(', ') : 'no options';
  return new UsageError('E_NODE_ARGS', `${message.replace(/\.$/, '')}. \`node ${verb}\` takes ${takes}.`, {
    cause,
    next: 'course node --help',
  });
}
