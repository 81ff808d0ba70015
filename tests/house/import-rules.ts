import { type Import, importsOf } from './imports.ts';
import type { SourceFile } from './repository.ts';
import { blank } from './source-text.ts';

/** The order of the layers: one imports from itself and from rows above, never from beside or below. */
export const order: readonly (readonly string[])[] = [
  ['errors', 'result'],
  ['placement'],
  ['verdict'],
  ['lab'],
  ['toolchain'],
  ['cluster'],
  ['observe'],
  ['run'],
  ['grade', 'workshop'],
  ['report'],
  ['cli'],
  // The door for other programs.
  ['index'],
];

/** Who alone may import what; `type` imports are erased and free. */
const reserved: Record<string, { allowed: RegExp; dynamicOnly?: boolean }> = {
  'node:child_process': { allowed: /^harness\/toolchain\/go-build\.ts$/ },
  execa: { allowed: /^harness\/cluster\/exec\.ts$/ },
  zx: { allowed: /^harness\/cluster\/(exec\.ts$|kind-node\/)/ },
  '@kubernetes/client-node': { allowed: /^harness\/cluster\//, dynamicOnly: true },
};

const pure = /^harness\/(placement|verdict)\//;
/** Packages that are themselves pure and run in a browser. */
const purePackages = ['yaml', 'zod'];
const impureText =
  /\b(Date\.now|new Date\(\s*\)|performance|process|set(?:Timeout|Interval|Immediate)|queueMicrotask|fetch|Math\.random|globalThis|console|Buffer)\b|\bnew Date\(\s*\)/g;
const processText = /\bprocess\s*\.\s*(stdout|stderr|exitCode|exit\b|abort|argv|env)|\bconsole\s*\./g;
/** What the site may load: no Node module anywhere below. */
const browserSafe = /^harness\/((placement|verdict)\/.*|result|errors|lab\/schema)\.ts$/;
const exempt = /\.test\.ts$|\/testing\/|\/fixtures\//;

/** Every way in which these files of the harness break the rules, as `file:line message`. */
export function brokenImportRules(all: readonly SourceFile[]): string[] {
  const files = all.filter(({ path }) => path.startsWith('harness/') && path.endsWith('.ts') && !exempt.test(path));
  if (files.length === 0) return ['Expected at least one source file of the harness but found none.'];
  const imports = files.flatMap(importsOf);
  return [
    ...imports.flatMap((found) => [...wrongDirection(found), ...wrongModule(found)]),
    ...files.flatMap(wrongText),
    ...notBrowserSafe(imports),
    ...cycles(imports),
  ].sort();
}

export function layerOf(path: string): string {
  return path.match(/^harness\/([^/]+?)(?:\.ts|\/|$)/)?.[1] ?? '';
}

const rankOf = (path: string) => order.findIndex((layers) => layers.includes(layerOf(path)));

function wrongDirection({ from, line, specifier, target }: Import): string[] {
  if (rankOf(from) < 0)
    return [`${from}:${line} is in \`${layerOf(from)}\`, which has no place in the order of the layers`];
  if (target === undefined) return [];
  if (!target.startsWith('harness/')) return [`${from}:${line} imports ${specifier} from outside the harness`];
  if (exempt.test(target)) return [`${from}:${line} imports ${specifier}, which is for tests`];
  if (layerOf(target) === layerOf(from) || rankOf(target) < rankOf(from)) return [];
  return [`${from}:${line} imports ${specifier}, but \`${layerOf(target)}\` does not come before \`${layerOf(from)}\``];
}

function wrongModule({ from, line, specifier, typeOnly, dynamic, target }: Import): string[] {
  if (target !== undefined) return [];
  if (pure.test(from)) {
    return purePackages.includes(specifier)
      ? []
      : [
          `${from}:${line} imports ${specifier}, but placement and verdict are pure: only ${purePackages.join(' and ')} may come from outside`,
        ];
  }
  const rule = reserved[specifier] ?? reserved[`node:${specifier}`];
  if (!rule || (typeOnly && rule.dynamicOnly && rule.allowed.test(from))) return [];
  if (!rule.allowed.test(from))
    return [`${from}:${line} imports ${specifier}, which only ${rule.allowed.source.replaceAll('\\', '')} may`];
  return rule.dynamicOnly && !dynamic
    ? [`${from}:${line} imports ${specifier} at once; it is slow to load: use await import()`]
    : [];
}

function wrongText({ path, text }: SourceFile): string[] {
  const code = blank(text, { strings: true });
  const found: string[] = [];
  const search = (pattern: RegExp, why: string) => {
    for (const match of code.matchAll(pattern))
      found.push(`${path}:${code.slice(0, match.index).split('\n').length} uses \`${match[0].trim()}\`, ${why}`);
  };
  if (pure.test(path)) search(impureText, 'but placement and verdict know no clock, process or I/O');
  if (layerOf(path) !== 'cli') search(processText, 'which only cli/ may');
  return found;
}

function notBrowserSafe(imports: readonly Import[]): string[] {
  const runtime = Map.groupBy(
    imports.filter(({ typeOnly }) => !typeOnly),
    ({ from }) => from,
  );
  const reachable = new Set([...runtime.keys()].filter((path) => browserSafe.test(path)));
  for (const path of reachable) for (const { target } of runtime.get(path) ?? []) if (target) reachable.add(target);
  return [...reachable]
    .filter((path) => !pure.test(path))
    .flatMap((path) =>
      (runtime.get(path) ?? [])
        .filter(({ specifier }) => specifier.startsWith('node:'))
        .map(
          ({ line, specifier }) => `${path}:${line} imports ${specifier}, but the site loads this file in the browser`,
        ),
    );
}

function cycles(imports: readonly Import[]): string[] {
  const targets = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) {
      found.push(`${path}:1 imports itself in a circle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`);
      return;
    }
    if (done.has(path)) return;
    for (const { target } of targets.get(path) ?? []) if (target) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) visit(path, []);
  return found;
}
