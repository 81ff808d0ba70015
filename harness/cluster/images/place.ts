import { join } from 'node:path';
import { cacheRoot } from '../../toolchain/index.ts';

/** Where built images lie, below the cache folder. */
export interface ImagesPlace {
  readonly folder: string;
  /** Files in the making; emptied when a build begins and ends. */
  readonly work: string;
  readonly lock: string;
}

/** What is kept of one built image, in a folder named after it and its key. */
export interface KeptImage {
  readonly folder: string;
  /** As `docker save` writes it; `docker load`, `ctr images import` and `kind load image-archive` take it. */
  readonly archive: string;
  /** What is inside, as CycloneDX. */
  readonly sbom: string;
  /** Written last: with it the rest is whole. */
  readonly record: string;
}

/** Where images lie in this environment's cache. */
export function imagesPlace(env: NodeJS.ProcessEnv): ImagesPlace {
  const root = cacheRoot(env);
  const folder = join(root, 'images');
  return { folder, work: join(folder, 'work'), lock: join(root, 'locks', 'images.lock') };
}

/** Where an image of this name and key is kept. */
export function keptImage({ folder: images }: ImagesPlace, name: string, key: string): KeptImage {
  const folder = join(images, `${name}-${key}`);
  return {
    folder,
    archive: join(folder, 'image.tar'),
    sbom: join(folder, 'sbom.json'),
    record: join(folder, 'image.json'),
  };
}
