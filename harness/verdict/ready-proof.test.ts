import { describe, expect, it } from 'vitest';
import type { Pod } from '../placement/types.ts';
import { readyProof } from './ready-proof.ts';

const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;
const ms = (second: number) => Date.parse(at(second));
const probe = { httpGet: { port: 80 } };

function pod({
  containers = [{}],
  restarts = 0,
  ready = 0,
  started = 0,
}: {
  containers?: object[];
  restarts?: number;
  ready?: number;
  started?: number;
} = {}): Pod {
  return {
    metadata: { name: 'a', uid: 'a' },
    spec: { containers },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: at(ready) }],
      containerStatuses: [{ name: 'c', restartCount: restarts, state: { running: { startedAt: at(started) } } }],
    },
  };
}

describe('readyProof', () => {
  it('asks nothing of a pod whose every container has a readiness probe', () => {
    expect(readyProof(pod({ containers: [{ readinessProbe: probe }] }))).toBeUndefined();
    expect(readyProof(pod({ containers: [{ readinessProbe: probe }, {}] }))).toMatchObject({ needMs: 2_000 });
  });
  it('asks more of a pod that has restarted, with a probe or without', () => {
    expect(readyProof(pod({ restarts: 1 }))).toMatchObject({ needMs: 10_000 });
    expect(readyProof(pod({ restarts: 1, containers: [{ readinessProbe: probe }] }))).toMatchObject({ needMs: 10_000 });
  });
  it('counts from the last start, also of a container that was up again before anybody saw the pod unready', () => {
    expect(readyProof(pod({ ready: 3, started: 2 }))?.sinceMs).toBe(ms(3));
    expect(readyProof(pod({ ready: 3, started: 7, restarts: 1 }))?.sinceMs).toBe(ms(7));
  });
  it('takes a pod that says nothing of its times for one that has long been so', () => {
    const bare: Pod = { metadata: {}, spec: {}, status: { conditions: [{ type: 'Ready', status: 'True' }] } };
    expect(readyProof({ ...bare, spec: { containers: [{}] } })).toEqual({ needMs: 2_000, sinceMs: 0 });
  });
});
