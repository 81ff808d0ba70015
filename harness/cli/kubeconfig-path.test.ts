import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { kubeconfigPath } from './kubeconfig-path.ts';

it('is the file given, else the one that kubectl would take', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'home-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  mkdirSync(join(cwd, '.kube'));
  writeFileSync(join(cwd, '.kube', 'config'), '');
  writeFileSync(join(cwd, 'mine'), '');
  const from = (given: string | undefined, env: NodeJS.ProcessEnv) => kubeconfigPath(given, { cwd, env });
  expect(from('other', { KUBECONFIG: 'mine', HOME: cwd }), 'even if it is not there, to be told so').toBe(
    join(cwd, 'other'),
  );
  expect(from(undefined, { KUBECONFIG: 'mine', HOME: cwd })).toBe(join(cwd, 'mine'));
  expect(from(undefined, { KUBECONFIG: '', HOME: cwd })).toBe(join(cwd, '.kube', 'config'));
  expect(from(undefined, { KUBECONFIG: 'mine:.kube/config', HOME: cwd }), 'the library merges several').toBeUndefined();
  expect(from(undefined, { KUBECONFIG: 'nowhere', HOME: cwd })).toBeUndefined();
  expect(from(undefined, {})).toBeUndefined();
});
