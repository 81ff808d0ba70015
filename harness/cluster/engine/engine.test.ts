import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { daemonArguments, isDaemonOf } from './arguments.ts';
import { lacksSysResource } from './capabilities.ts';
import { findEngine, reasonOf } from './find.ts';
import { withoutDocker } from './network.ts';
import { enginePlace } from './place.ts';
import { noEngineError, startEngine, whyNotStart } from './start.ts';
import { mountsBelow, stopEngine } from './stop.ts';

const place = enginePlace({ ONE_PER_NODE_CACHE: '/cache' });

describe('lacksSysResource', () => {
  it.each([
    ['every capability', 'Name:\tnode\nCapBnd:\t000001ffffffffff\n', false],
    ['all but bit 24', 'Name:\tnode\nCapBnd:\t000001fffeffffff\n', true],
    ['none', 'CapBnd:\t0000000000000000\n', true],
    ['bit 24 in another set only', 'CapEff:\t000001ffffffffff\nCapBnd:\t000001fffeffffff\n', true],
    ['no such line', 'Name:\tnode\n', false],
  ])('reads %s', (_what, status, lacks) => {
    expect(lacksSysResource(status)).toBe(lacks);
  });
});

describe('whyNotStart', () => {
  const allowed = { env: { ONE_PER_NODE_START_ENGINE: '1' }, platform: 'linux', uid: 0 } as const;

  it('lets root on Linux start one that was asked for', () => {
    expect(whyNotStart(allowed)).toBeUndefined();
  });

  it.each([
    ['nobody asked for it', { env: {} }, /ONE_PER_NODE_START_ENGINE is not 1/],
    ['it was asked for with another word', { env: { ONE_PER_NODE_START_ENGINE: 'yes' } }, /is not 1/],
    ['the user is not root', { uid: 1000 }, /Only root/],
    ['the system is not Linux', { platform: 'darwin' as const, uid: 501 }, /Only on Linux/],
    [
      'another engine is named',
      { env: { ONE_PER_NODE_START_ENGINE: '1', DOCKER_HOST: 'tcp://engine:2375' } },
      /DOCKER_HOST/,
    ],
  ])('refuses when %s', (_why, change, reason) => {
    expect(whyNotStart({ ...allowed, ...change })).toMatch(reason);
  });

  it('becomes an error of the machine, not of the learner, that says how to go on', () => {
    const error = noEngineError('No container engine answers: refused.', 'Only root can start an engine.');
    expect(error).toMatchObject({ code: 'E_NO_ENGINE', exitCode: 3, next: expect.stringMatching(/Start Docker/) });
    expect(error.message).toBe('No container engine answers: refused. Only root can start an engine.');
  });
});

describe('daemonArguments', () => {
  it('keep everything below the cache and open no door to the network', () => {
    const args = daemonArguments(place, { patched: false });
    for (const argument of args.filter((arg) => arg.includes('/'))) expect(argument).toContain('/cache/engine/');
    expect(args.filter((arg) => arg.startsWith('--host='))).toEqual(['--host=unix:///cache/engine/docker.sock']);
    expect(args.join(' ')).not.toContain('runtime');
  });

  it('name the patched runtime only where the capability is missing', () => {
    expect(daemonArguments(place, { patched: true })).toContain('--default-runtime=within-bounds');
  });

  it('tell our daemon from others and from those that merely mention it', () => {
    const args = daemonArguments(place, { patched: false });
    expect(isDaemonOf(place, '/usr/sbin/dockerd', args)).toBe(true);
    expect(isDaemonOf(place, '/usr/bin/vim', args)).toBe(false);
    expect(isDaemonOf(place, 'dockerd', ['--data-root=/var/lib/docker'])).toBe(false);
  });
});

describe('withoutDocker', () => {
  const before = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n';
  const now = [
    '*filter',
    ':INPUT ACCEPT [1:1]',
    ':FORWARD DROP [0:0]',
    ':DOCKER - [0:0]',
    ':DOCKER-USER - [0:0]',
    '-A INPUT -i lo -j ACCEPT',
    '-A INPUT -p tcp --dport 22 -j ACCEPT',
    '-A FORWARD -j DOCKER-USER',
    '-A DOCKER-USER -j RETURN',
    'COMMIT',
    '',
  ].join('\n');

  it('takes out what Docker made, and keeps what somebody else added meanwhile', () => {
    expect(withoutDocker(now, before)).toBe(
      '*filter\n:INPUT ACCEPT [1:1]\n:FORWARD ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n',
    );
  });

  it('keeps a FORWARD that dropped packets before', () => {
    expect(withoutDocker(now, before.replace('FORWARD ACCEPT', 'FORWARD DROP'))).toContain(':FORWARD DROP');
  });

  it('touches nothing where another Docker was there before', () => {
    expect(withoutDocker(now, now)).toBe(now);
  });
});

describe('mountsBelow', () => {
  it('finds the mounts of our folder alone, the innermost first', () => {
    const mounts = [
      '/dev/vda / ext4 rw',
      'overlay /cache/engine/a rw',
      'proc /cache/engine/a/proc',
      'x /cache/engineer/b',
    ];
    expect(mountsBelow('/cache/engine', mounts.join('\n'))).toEqual(['/cache/engine/a/proc', '/cache/engine/a']);
  });
});

describe('reasonOf', () => {
  it.each([
    ['Command failed with ENOENT: docker info\nspawn docker ENOENT', undefined, 'The program docker is not on PATH.'],
    [
      'ERROR: Cannot connect to the Docker daemon at unix:///x.\nerrors pretty printing info\n',
      'unix:///x',
      'No container engine answers at unix:///x: Cannot connect to the Docker daemon at unix:///x.',
    ],
    ['', undefined, 'No container engine answers: no answer.'],
  ])('says why there is none: %j', (stderr, host, reason) => {
    expect(reasonOf(stderr, host)).toBe(reason);
  });
});

describe('without an engine', () => {
  async function nowhere(): Promise<NodeJS.ProcessEnv> {
    const folder = await mkdtemp(join(tmpdir(), 'one-per-node-test-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    return { PATH: process.env.PATH, ONE_PER_NODE_CACHE: folder, DOCKER_HOST: `unix://${folder}/none.sock` };
  }

  it('finds none, and says where it looked', async () => {
    const env = await nowhere();
    expect(await findEngine({ env })).toMatchObject({ kind: 'none', reason: expect.stringMatching(/engine|docker/) });
  });

  it('starts none in place of the one that is named, and leaves nothing behind', async () => {
    const env = await nowhere();
    await expect(startEngine({ env: { ...env, ONE_PER_NODE_START_ENGINE: '1' } })).rejects.toMatchObject({
      code: 'E_NO_ENGINE',
      exitCode: 3,
    });
    expect(await readdir(env.ONE_PER_NODE_CACHE ?? '')).toEqual([]);
  });

  it('has none to end', async () => {
    expect(await stopEngine({ env: await nowhere() })).toBe(false);
  });
});
