import { describe, expect, it } from 'vitest';
import type { AnyObject } from './objects.ts';
import { judgeOtherPods, otherPodsStay } from './other-pods.ts';

/** `Kind/name`, or `Kind/name < Kind/owner`. */
const workload = (text: string): AnyObject => {
  const [own = '', owner] = text.split(' < ');
  const [kind = '', name = ''] = own.split('/');
  const [ownerKind = '', ownerName = ''] = owner?.split('/') ?? [];
  return {
    kind,
    metadata: {
      name,
      uid: own,
      ...(owner && {
        ownerReferences: [{ apiVersion: 'v1', kind: ownerKind, name: ownerName, uid: owner, controller: true }],
      }),
    },
  };
};
const judge = (than: string[], ...found: string[]) => judgeOtherPods(than, found.map(workload));
const mine = ['DaemonSet/agent', 'Pod/agent-1 < DaemonSet/agent'];

describe('judgeOtherPods', () => {
  it('passes when everything is of the named owners, at whatever remove', () => {
    const web = ['Pod/web-1-1 < ReplicaSet/web-1', 'ReplicaSet/web-1 < Deployment/web', 'Deployment/web'];
    expect(judge(['DaemonSet/agent', 'Deployment/web'], ...mine, ...web)).toMatchObject({ status: 'pass' });
    expect(judge(['DaemonSet/agent', 'Pod/probe'], ...mine, 'Pod/probe')).toMatchObject({ status: 'pass' });
  });
  it.each([
    ['a bare pod', ['Pod/probe']],
    ['a Deployment whose pods are not made yet', ['Deployment/web']],
    ['a second DaemonSet of another name', ['DaemonSet/agent-2', 'Pod/agent-2-1 < DaemonSet/agent-2']],
    ['another kind of the same name', ['Deployment/agent']],
    ['pods whose owner is gone', ['Pod/old < DaemonSet/former']],
  ])('fails for %s', (_title, found) => {
    expect(judge(['DaemonSet/agent'], ...mine, ...found)).toMatchObject({ status: 'fail', code: 'OTHER_PODS' });
  });
  it('names what it found and whose it is', () => {
    expect(judge(['DaemonSet/agent'], ...mine, 'Pod/old < DaemonSet/former').summary).toBe(
      'Expected pods of DaemonSet/agent only, but found Pod/old (owned by DaemonSet/former).',
    );
  });
});

describe('otherPodsStay', () => {
  const stay = (...found: AnyObject[]) => otherPodsStay(['DaemonSet/agent'], [...mine.map(workload), ...found]);
  it('is true of what people made, not of pods that may yet be adopted or collected', () => {
    expect(stay(workload('Deployment/web'))).toBe(true);
    expect(stay(workload('Pod/probe'), workload('Pod/old < DaemonSet/former'))).toBe(false);
    const ending = workload('DaemonSet/former');
    ending.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    expect(stay(ending)).toBe(false);
  });
});
