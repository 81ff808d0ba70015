import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../toolchain/package-root.ts';
import type { Release, ToolName } from '../../toolchain/tools.ts';

/** A file that the build of an image is given, at a path in its context. */
export type ContextFile = { readonly path: string } & (
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'tool'; readonly tool: ToolName }
  /** A source file of a Go module that `offline/RELEASE/go.mod` pins. */
  | { readonly kind: 'source'; readonly release: Release; readonly module: string; readonly file: string }
);

/** What must be so for an image to be what its name says: what a command in it prints, or a file of its sources says. */
export interface Proof {
  readonly run?: readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly prints: string;
}

interface Described {
  /** Unique; for --only and for progress. */
  readonly name: string;
  readonly title: string;
  /** The name with tag that it is used under; undefined for one that only others are made from. */
  readonly ref: string | undefined;
  /** Whether it is kept as an archive: what nodes or other engines load. */
  readonly kept: boolean;
}

/** An image made by `docker build`. */
export interface BuildRecipe extends Described {
  readonly kind: 'build';
  readonly dockerfile: string;
  readonly context: readonly ContextFile[];
  readonly args: Readonly<Record<string, string>>;
  /** Build arguments that are themselves images: argument → recipe name. */
  readonly from: Readonly<Record<string, string>>;
  /** Whether the build fetches Debian packages. */
  readonly network: boolean;
  readonly proof: Proof | undefined;
}

/** The files of a Debian system, by debootstrap. */
export interface RootfsRecipe extends Described {
  readonly kind: 'rootfs';
  readonly suite: string;
  readonly include: readonly string[];
}

/** A node: another image with images loaded into its containerd. */
export interface NodeRecipe extends Described {
  readonly kind: 'node';
  readonly base: string;
  readonly preload: readonly string[];
}

export type Recipe = BuildRecipe | RootfsRecipe | NodeRecipe;

/** The recipes that this one is made from, by name. */
export function ingredientsOf(recipe: Recipe): string[] {
  switch (recipe.kind) {
    case 'rootfs':
      return [];
    case 'build':
      return Object.values(recipe.from);
    case 'node':
      return [recipe.base, ...recipe.preload];
  }
}

/** The tools that this recipe itself needs. */
export function toolsOf(recipe: Recipe): ToolName[] {
  if (recipe.kind !== 'build') return [];
  return recipe.context.flatMap((entry) => (entry.kind === 'tool' ? [entry.tool] : []));
}

/** The folder of an image's own files, in `offline/images/`. */
export function imageFolder(name: string): string {
  return join(packageRoot(), 'offline', 'images', name);
}

/** Every file below a folder, at the same place below `at` in a context. */
export function filesBelow(folder: string, at = '.'): ContextFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => ({ kind: 'file' as const, path: join(at, relative(folder, file)), file }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The name under which the engine holds it. */
export function engineRef({ name, ref }: Pick<Recipe, 'name' | 'ref'>): string {
  return ref ?? `one-per-node/build:${name}`;
}
