import { describe, expect, it } from 'vitest';
import { markerPath } from './config.ts';
import { containersOf, type Docker, isOurs } from './containers.ts';
import { engineError } from './engine-error.ts';

const inspected = (name: string, over: object = {}) => ({
  Name: `/${name}`,
  State: { Status: 'running', Paused: false },
  Config: { Labels: { 'io.x-k8s.kind.role': 'worker' } },
  Mounts: [{ Source: '/cache/kind/k/mark', Destination: markerPath }],
  NetworkSettings: { Networks: { kind: { IPAddress: '172.18.0.3' } } },
  ...over,
});

/** An engine that lists these containers. */
const engine =
  (...containers: object[]): Docker =>
  async (_, [command]) =>
    command === 'ps' ? containers.map((_container, index) => `id${index}\n`).join('') : JSON.stringify(containers);

describe('containersOf', () => {
  it('tells role, state, address and mark of each container, in order of their names', async () => {
    const docker = engine(
      inspected('k-worker10', { State: { Status: 'exited' }, NetworkSettings: { Networks: {} } }),
      inspected('k-worker2', { State: { Status: 'paused', Paused: true } }),
      inspected('k-control-plane', { Config: { Labels: { 'io.x-k8s.kind.role': 'control-plane' } }, Mounts: null }),
    );
    expect(await containersOf(docker, 'k')).toEqual([
      { name: 'k-control-plane', role: 'control-plane', state: 'running', ip: '172.18.0.3', markedBy: undefined },
      { name: 'k-worker2', role: 'worker', state: 'paused', ip: '172.18.0.3', markedBy: '/cache/kind/k/mark' },
      { name: 'k-worker10', role: 'worker', state: 'stopped', ip: '', markedBy: '/cache/kind/k/mark' },
    ]);
  });

  it('looks again when a container comes or goes while it looks', async () => {
    const gone = (times: number): Docker => {
      let left = times;
      return async (asked, args) => {
        if (args[0] === 'ps' || left === 0) return engine(inspected('k-worker'))(asked, args);
        left -= 1;
        throw engineError(asked, 'Error response from daemon: No such container: 12ab');
      };
    };
    expect(await containersOf(gone(2), 'k')).toHaveLength(1);
  });

  it('asks the engine no more where there are none', async () => {
    expect(await containersOf(engine(), 'k')).toEqual([]);
  });
});

describe('isOurs', () => {
  const by = (markedBy: string | undefined) => ({
    name: 'k-worker',
    role: 'worker' as const,
    state: 'running' as const,
    ip: '',
    markedBy,
  });

  it('takes only a container that was marked from this cache', () => {
    expect(isOurs(by('/cache/kind/k/mark'), '/cache')).toBe(true);
    for (const mark of [undefined, '/other/kind/k/mark', '/cache-of-another/mark', '/cache'])
      expect(isOurs(by(mark), '/cache')).toBe(false);
  });
});
