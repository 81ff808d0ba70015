import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { type Lab, variants } from '../lab/index.ts';
import { shellCommands } from '../lab/shell/words.ts';

/** The images that a lab's right answer runs: in its manifests, and where its commands name one. */
export function imagesOf(lab: Lab): string[] {
  const [solution] = variants(lab);
  const manifests = (solution?.files ?? []).filter(({ path }) => /\.(ya?ml|json)$/.test(path));
  const inFiles = manifests.flatMap(({ from }) =>
    parseAllDocuments(readFileSync(from, 'utf8')).flatMap((document) => imagesIn(document.toJS())),
  );
  return [...new Set([...inFiles, ...lab.steps.flatMap(({ run }) => imagesNamed(run))])];
}

/** Every text under a key `image`, wherever a kind has its containers. */
function imagesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'image' && typeof inner === 'string' ? [inner] : imagesIn(inner),
  );
}

/** `--image REF` of kubectl run, debug and create, and `CONTAINER=REF` of kubectl set image. */
function imagesNamed(text: string): string[] {
  return shellCommands(text).flatMap(({ words }) => {
    const flags = words.flatMap((word, at) => {
      if (word === '--image') return words[at + 1] ?? [];
      return word.startsWith('--image=') ? word.slice('--image='.length) : [];
    });
    const isSetImage = words.includes('set') && words.includes('image');
    const pairs = isSetImage ? words.filter((word) => /^[^-=][^=]*=./.test(word)) : [];
    return [...flags, ...pairs.map((pair) => pair.slice(pair.indexOf('=') + 1))];
  });
}
