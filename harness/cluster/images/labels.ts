import type { Recipe } from './recipe.ts';

/** Holds the key that an image was built for. */
export const keyLabel = 'dev.one-per-node.key';

/** Says that an image is an offline build. */
export const ownLabel = 'dev.one-per-node.offline-build';

/** What every image of ours says of itself, so that nobody takes it for its publisher's. */
export function labelsOf({ title, ref, name }: Recipe, key: string): Record<string, string> {
  return {
    [keyLabel]: key,
    [ownLabel]: 'true',
    'org.opencontainers.image.title': title,
    'org.opencontainers.image.version': ref?.split(':').at(-1) ?? name,
    'org.opencontainers.image.description': `Built by npm run offline:images of the One Per Node course${ref?.startsWith('one-per-node/') === false ? ', not by its publisher' : ''}. Contents: /usr/share/one-per-node/sbom.json`,
  };
}
