import { ingredientsOf, type Recipe } from './recipe.ts';

/** Where an image of the right key is already. */
export interface ImageState {
  readonly inEngine: boolean;
  readonly archived: boolean;
}

export type PlanStep = { readonly kind: 'build' | 'load' | 'save'; readonly recipe: Recipe };

/** What is asked for: these images, whole, in the engine and as archives where they are kept. */
export interface Wanted {
  readonly names: readonly string[];
  /** Builds them, and what they are made from, although they are there. */
  readonly force: boolean;
}

/** The steps that make the wanted images, each after those that it needs; none where all is there. */
export function planImages(
  recipes: readonly Recipe[],
  wanted: Wanted,
  stateOf: (name: string) => ImageState,
): PlanStep[] {
  const needed = new Set<string>();
  const builds = new Set<string>();
  // From the last to the first: whether an ingredient is needed is known only when all that use it have been seen.
  for (const recipe of recipes.toReversed()) {
    const isWanted = wanted.names.includes(recipe.name);
    if (!isWanted && !needed.has(recipe.name)) continue;
    needed.add(recipe.name);
    const { inEngine, archived } = stateOf(recipe.name);
    if (!wanted.force && (inEngine || archived)) continue;
    builds.add(recipe.name);
    for (const ingredient of ingredientsOf(recipe)) needed.add(ingredient);
  }
  return recipes
    .filter(({ name }) => needed.has(name))
    .flatMap((recipe) => stepsFor(recipe, builds, stateOf(recipe.name)));
}

function stepsFor(recipe: Recipe, builds: ReadonlySet<string>, { inEngine, archived }: ImageState): PlanStep[] {
  if (builds.has(recipe.name))
    return [{ kind: 'build', recipe }, ...(recipe.kept ? [{ kind: 'save' as const, recipe }] : [])];
  if (!inEngine) return [{ kind: 'load', recipe }];
  return recipe.kept && !archived ? [{ kind: 'save', recipe }] : [];
}
