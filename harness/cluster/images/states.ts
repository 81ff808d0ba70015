import type { Docker } from './docker.ts';
import { type ImagesPlace, keptImage } from './place.ts';
import type { ImageState } from './plan.ts';
import { engineRef, type Recipe } from './recipe.ts';
import { readImageRecord } from './store.ts';

export interface StateOptions {
  readonly docker: Docker;
  readonly place: ImagesPlace;
}

/** Where each image of the right key is already, by name; asks the engine once. */
export async function imageStates(
  recipes: readonly Recipe[],
  keys: ReadonlyMap<string, string>,
  { docker, place }: StateOptions,
): Promise<Map<string, ImageState>> {
  const inEngine = await docker.keysOf(recipes.map(engineRef));
  return new Map(
    recipes.map((recipe) => {
      const key = keys.get(recipe.name) ?? '';
      const archived = recipe.kept && readImageRecord(keptImage(place, recipe.name, key)) !== undefined;
      return [recipe.name, { inEngine: inEngine.get(engineRef(recipe)) === key, archived }];
    }),
  );
}
