import { describe, expect, it } from 'vitest';
import { checkDaemonSet } from './index.ts';
import { refusalReasons } from './refusal.ts';
import { accepted } from './testing/accepted.ts';
import { pod, withPod } from './testing/manifests.ts';
import { refused } from './testing/refused.ts';

describe('checkDaemonSet refuses', () => {
  it.each(refused)('%s', (_title, manifest, where, reason) => {
    const checked = checkDaemonSet(JSON.parse(JSON.stringify(manifest)));
    expect(checked.kind === 'refused' && checked.refusals[0]).toMatchObject({ field: where, reason });
    expect(Object.keys(refusalReasons)).toContain(reason);
  });

  it('all that is wrong, in the order of the server', () => {
    const checked = checkDaemonSet({ ...withPod({ containers: [] }), metadata: { name: 'Agent' } });
    expect(checked.kind === 'refused' && checked.refusals.map(({ field }) => field)).toEqual([
      'metadata.name',
      `${pod}.containers`,
    ]);
  });

  it('a text for a label with the advice to quote it', () => {
    const checked = checkDaemonSet(withPod({ nodeSelector: { gpu: true } }));
    expect(checked.kind === 'refused' && checked.refusals[0].message).toBe(
      `${pod}.nodeSelector.gpu: expected a string but found a boolean: put true in quotes`,
    );
  });
});

describe('checkDaemonSet accepts', () => {
  it.each(accepted)('%s', (_title, manifest) => {
    expect(checkDaemonSet(JSON.parse(JSON.stringify(manifest)))).toMatchObject({ kind: 'accepted' });
  });

  it('and drops nulls, in lists too', () => {
    const checked = checkDaemonSet(
      withPod({ nodeName: null, nodeSelector: { gpu: null }, tolerations: [{ key: 'a', value: null }] }),
    );
    expect(checked).toMatchObject({
      kind: 'accepted',
      daemonSet: { spec: { template: { spec: { nodeSelector: { gpu: '' }, tolerations: [{ key: 'a' }] } } } },
    });
    expect(checked.kind === 'accepted' && 'nodeName' in checked.daemonSet.spec.template.spec).toBe(false);
  });
});
