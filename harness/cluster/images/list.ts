import type { Engine } from '../engine/index.ts';
import { Docker } from './docker.ts';
import { keysOf } from './keys.ts';
import { imagesPlace, keptImage } from './place.ts';
import { allRecipes } from './recipes.ts';
import { imageStates } from './states.ts';
import { readImageRecord } from './store.ts';

/** One image that can be built, and what of it is there. */
export interface ListedImage {
  readonly name: string;
  readonly ref: string;
  readonly title: string;
  readonly inEngine: boolean;
  /** undefined when it is not built. */
  readonly archive: string | undefined;
  readonly sizeBytes: number;
}

/** Every image that is kept, built or not; without an engine none counts as being in it. */
export async function listImages(env: NodeJS.ProcessEnv, engine: Engine | undefined): Promise<ListedImage[]> {
  const recipes = allRecipes();
  const keys = keysOf(recipes);
  const place = imagesPlace(env);
  const states = engine && (await imageStates(recipes, keys, { docker: new Docker({ engine }), place }));
  return recipes.flatMap(({ name, ref, title, kept }) => {
    if (!kept || ref === undefined) return [];
    const { archive, ...files } = keptImage(place, name, keys.get(name) ?? '');
    const record = readImageRecord({ archive, ...files });
    const inEngine = states?.get(name)?.inEngine ?? false;
    return [{ name, ref, title, inEngine, archive: record && archive, sizeBytes: record?.sizeBytes ?? 0 }];
  });
}
