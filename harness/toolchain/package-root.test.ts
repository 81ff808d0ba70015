import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from './package-root.ts';
import { temporaryFolder } from './testing/workbench.ts';

describe('packageRoot', () => {
  it('finds the checkout from its own folder, past the package.json of the harness', () => {
    expect(packageRoot()).toBe(join(import.meta.dirname, '..', '..'));
  });

  it('finds an installed package from its dist folder', async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, 'dist'));
    await writeFile(join(root, 'package.json'), '{"name": "one-per-node"}');
    await writeFile(join(root, 'dist', 'package.json'), 'not JSON');
    expect(packageRoot(join(root, 'dist'))).toBe(root);
  });

  it('remembers what it found', async () => {
    const root = await temporaryFolder();
    await writeFile(join(root, 'package.json'), '{"name": "one-per-node"}');
    packageRoot(root);
    await writeFile(join(root, 'package.json'), '{"name": "another"}');
    expect(packageRoot(root)).toBe(root);
  });

  it('says where it looked when there is none', async () => {
    const folder = await temporaryFolder();
    expect(() => packageRoot(folder)).toThrow(`Expected a package.json named "one-per-node" in ${folder}`);
  });
});
