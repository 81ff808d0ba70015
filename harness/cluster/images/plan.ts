import { ingredientsOf, type Recipe } from './recipe.ts';

/** Where an image of the right key is already. */
export interface ImageState {
  readonly inEngine: boolean;
  readonly archived: boolean;
}

export type PlanStep = { readonly kind: 'build' | 'load' | 'save'; readonly recipe: Recipe };

/** What is asked for: these images, as archives where they are kept. An engine loads an archive when it needs one. */
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
  const ingredients = new Set<string>();
  const steps: PlanStep[] = [];
  // From the last to the first: whether an ingredient is needed is known only when all that use it have been seen.
  for (const recipe of recipes.toReversed()) {
    const isIngredient = ingredients.has(recipe.name);
    if (!isIngredient && !wanted.names.includes(recipe.name)) continue;
    const state = stateOf(recipe.name);
    if (wanted.force || (!state.inEngine && !state.archived)) {
      for (const name of ingredientsOf(recipe)) ingredients.add(name);
      steps.unshift({ kind: 'build', recipe }, ...(recipe.kept ? [{ kind: 'save' as const, recipe }] : []));
    } else if (!state.inEngine && isIngredient) steps.unshift({ kind: 'load', recipe });
    else if (!state.archived && recipe.kept) steps.unshift({ kind: 'save', recipe });
  }
  return steps;
}
