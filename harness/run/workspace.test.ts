import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { Api } from '../cluster/api.ts';
import type { Lab, Variant } from '../lab/index.ts';
import { openWorkspace, sweepWorkspaces, withNamespace } from './workspace.ts';

const kubeconfig = `apiVersion: v1
kind: Config
current-context: ours
contexts:
  - { name: ours, context: { cluster: c, user: u } }
  - { name: other, context: { cluster: c, user: u, namespace: keep } }
`;

function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), 'workspace-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function open(root: string) {
  writeFileSync(join(root, 'manifest'), 'kind: DaemonSet\n');
  writeFileSync(join(root, 'kubeconfig'), kubeconfig);
  const posted: string[] = [];
  const api = { request: (_method: string, path: string) => Promise.resolve(posted.push(path)) } as unknown as Api;
  const lab = { slug: 'only-ssd' } as Lab;
  const variant: Variant = {
    name: 'solution',
    files: [{ path: 'deep/agent.yaml', from: join(root, 'manifest') }],
    run: {},
  };
  const env = { PATH: '/usr/bin', HOME: '/home/me', KUBECONFIG: '/home/me/.kube/config' };
  return openWorkspace({
    lab,
    variant,
    api,
    root,
    kubeconfig: join(root, 'kubeconfig'),
    cluster: { provider: 'kwok', name: 'c' },
    binDir: '/pinned',
    self: ['/a b/course'],
    env,
  });
}

describe('openWorkspace', () => {
  it('gives a copy of the files, a namespace of its own and a kubeconfig that names it', async () => {
    const root = scratch();
    const [one, two] = [await open(root), await open(root)];
    expect(one.namespace).toMatch(/^only-ssd-[0-9a-f]{6}$/);
    expect(one.namespace).not.toBe(two.namespace);
    expect(one.cwd).not.toBe(two.cwd);
    expect(readFileSync(join(one.cwd, 'deep/agent.yaml'), 'utf8')).toBe('kind: DaemonSet\n');
    const own = parse(readFileSync(one.env.KUBECONFIG ?? '', 'utf8')) as {
      contexts: { context: { namespace: string } }[];
    };
    expect(own.contexts.map(({ context }) => context.namespace)).toEqual([one.namespace, 'keep']);
  });

  it('touches no kubeconfig but its own, which only its owner may read', async () => {
    const root = scratch();
    const { env } = await open(root);
    expect(env.KUBECONFIG?.startsWith(root)).toBe(true);
    expect(statSync(env.KUBECONFIG ?? '').mode & 0o077).toBe(0);
    expect(readFileSync(join(root, 'kubeconfig'), 'utf8')).toBe(kubeconfig);
    expect(env).toMatchObject({
      KUBERC: 'off',
      ONE_PER_NODE_CLUSTER: 'c',
      ONE_PER_NODE_PROVIDER: 'kwok',
      HOME: '/home/me',
    });
  });

  it('puts the pinned kubectl first on PATH, and this program after it', async () => {
    const { env } = await open(scratch());
    const [first, second = '', ...rest] = (env.PATH ?? '').split(':');
    expect([first, rest]).toEqual(['/pinned', ['/usr/bin']]);
    expect(readFileSync(join(second, 'course'), 'utf8')).toContain(`exec '/a b/course' "$@"`);
    expect(env.GOGC).toBe('off');
    expect(readFileSync(join(second, 'course'), 'utf8'), 'a scheduler that it starts lives on').toContain('unset GOGC');
  });

  it('leaves nothing once it is removed', async () => {
    const root = scratch();
    const workspace = await open(root);
    workspace.remove();
    expect(existsSync(workspace.cwd)).toBe(false);
  });
});

describe('sweepWorkspaces', () => {
  it('removes what dead processes left, and nothing of those that live', () => {
    const root = scratch();
    const folders = {
      dead: '999999999-lab-a',
      odd: 'x-lab',
      own: `${process.pid}-lab-b`,
      parent: `${process.ppid}-lab-c`,
    };
    for (const name of Object.values(folders)) mkdirSync(join(root, 'work', name), { recursive: true });
    sweepWorkspaces(root);
    expect(Object.values(folders).filter((name) => existsSync(join(root, 'work', name)))).toEqual([
      folders.own,
      folders.parent,
    ]);
  });
  it('is no error where there is nothing', () => sweepWorkspaces('/no/such/root'));
});

it('withNamespace keeps everything else as it is', () => {
  const before = parse(kubeconfig) as object;
  const after = parse(withNamespace(kubeconfig, 'n')) as {
    contexts: { name: string; context: { namespace?: string } }[];
  };
  for (const { name, context } of after.contexts) if (name === 'ours') delete context.namespace;
  expect(after).toEqual(before);
});
