import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  name: string;
  version: string;
  license?: string;
}

/** The licences of every package whose code is in the bundle; `inputs` are the paths that esbuild read. */
export function thirdPartyLicences(root: string, inputs: Iterable<string>): string {
  const folders = new Set<string>();
  for (const input of inputs) {
    const [folder] = input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? [];
    if (folder !== undefined) folders.add(folder);
  }
  const parts = [...folders].map((folder) => licenceOf(join(root, folder)));
  return `The programs in this folder contain code of these packages.\n\n${parts.sort().join('\n')}`;
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const files = existsSync(folder)
    ? readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    : [];
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${name} ${version} (${license ?? 'see its text'})\n\n${texts.join('\n\n') || 'It ships no licence text.'}\n\n${'-'.repeat(80)}\n`;
}
