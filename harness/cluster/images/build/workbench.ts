import type { ToolName } from '../../../toolchain/tools.ts';
import type { Docker } from '../docker.ts';
import type { BuildRecipe, Recipe } from '../recipe.ts';

/** What every step of a build works with. */
export interface Workbench {
  readonly docker: Docker;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
  /** A folder for files in the making, on the cache's own disk. */
  readonly work: string;
  /** Where the tools that recipes name lie. */
  readonly tools: ReadonlyMap<ToolName, string>;
  recipe(name: string): Recipe;
  keyOf(recipe: Recipe): string;
}

/** The name of an image that lacks its labels and its list of contents yet. */
export function draftRef({ name }: Pick<BuildRecipe, 'name'>): string {
  return `one-per-node/draft:${name}`;
}
