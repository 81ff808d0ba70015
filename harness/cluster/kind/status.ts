import type { ClusterStatus } from '../provider.ts';
import type { ClusterRecord } from '../record.ts';
import { containersOf, type Docker } from './containers.ts';

export interface StatusQuestion {
  name: string;
  record: ClusterRecord | undefined;
  /** The engine's client; throws when no engine answers. */
  docker: () => Promise<Docker>;
  /** Address of the API server when it answers. */
  server: () => Promise<string | undefined>;
}

/** In which state a cluster is, and what is off about it. */
export async function describeStatus({ name, record, docker, server }: StatusQuestion): Promise<ClusterStatus> {
  const of = (state: ClusterStatus['state'], detail: string): ClusterStatus => ({
    name,
    provider: 'kind',
    state,
    detail,
  });
  if (!record) return of('absent', 'not created');
  if (record.state === 'creating') return of('incomplete', 'its start was cut short; the next start begins anew');
  try {
    const off = (await containersOf(await docker(), name)).filter(({ state }) => state !== 'running');
    const notes = off.map((container) => `${container.name} ${container.state}`);
    const address = await server();
    return address === undefined
      ? of('stopped', ['its API server does not answer', ...notes].join(', '))
      : of('running', [`API server at ${address}`, ...notes].join(', '));
  } catch (error) {
    return of('stopped', (error as Error).message);
  }
}
