import { describe, expect, it } from 'vitest';
import { placementCases } from './cases.ts';
import { compilePlacement, place } from './index.ts';
import { reasonCodes } from './reasons.ts';
import { daemonSet, fieldTerm, node, requiring, term, tolerating } from './test-objects.ts';
import type { Node, PodSpec } from './types.ts';

const word = (value: boolean) => (value ? 'T' : 'F');
const first = (spec: PodSpec, target: Node) => place(daemonSet(spec), target).reasons[0].message;
const messages = (spec: PodSpec, target: Node) => place(daemonSet(spec), target).reasons.map(({ message }) => message);

describe('placement', () => {
  it.each(placementCases)('case $id: $title ($outcome)', ({ daemonSet, node, outcome, options }) => {
    const { shouldRun, shouldContinueRunning, reasons } = place(daemonSet, node, options);
    expect(word(shouldRun) + word(shouldContinueRunning)).toBe(outcome);
    expect(reasons.length).toBeGreaterThan(0);
    for (const { code, message } of reasons) {
      expect(Object.keys(reasonCodes)).toContain(code);
      expect(message).toMatch(/^[^A-Z].*[^.]$/);
    }
    expect(reasons[0].code === 'ELIGIBLE').toBe(shouldRun);
  });

  it('gives each case an id of its own', () => {
    expect(new Set(placementCases.map(({ id }) => id)).size).toBe(placementCases.length);
  });

  it('reads null as absent, as the API does', () => {
    const spec = {
      nodeName: null,
      nodeSelector: null,
      tolerations: null,
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: null } },
    } as unknown as PodSpec;
    expect(compilePlacement(daemonSet(spec))({ metadata: { name: 'node-1' } }).shouldRun).toBe(true);
  });

  it('matches nothing where required affinity is there without terms', () => {
    const spec = { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } } };
    expect(place(daemonSet(spec), node())).toMatchObject({ shouldRun: false, shouldContinueRunning: false });
  });

  it('does not read an effect that is none', () => {
    expect(place(daemonSet(), node({}, [{ key: 'a', effect: 'constructor' }])).shouldRun).toBe(true);
  });

  it('takes no inherited property for a label', () => {
    expect(place(daemonSet(requiring(term('constructor', 'Exists'))), node()).shouldRun).toBe(false);
    expect(place(daemonSet(requiring(term('constructor', 'Exists'))), node({ constructor: '' })).shouldRun).toBe(true);
  });

  it.each([
    ['9223372036854775807', '9223372036854775806', true],
    ['9223372036854775806', '9223372036854775807', false],
    ['9223372036854775808', '4', false],
    ['1e9', '4', false],
    ['0x10', '4', false],
    ['1_000', '4', false],
    ['5.0', '4', false],
    ['', '4', false],
  ])('label %s is greater than %s: %s', (label, bound, matches) => {
    expect(place(daemonSet(requiring(term('cpus', 'Gt', bound))), node({ cpus: label })).shouldRun).toBe(matches);
  });
});

describe('reasons', () => {
  it('name the taint that is not tolerated', () => {
    expect(first({}, node({}, ['gpu=true:NoSchedule']))).toBe('its taint gpu=true:NoSchedule is not tolerated');
  });

  it('compare the label found with the one asked for', () => {
    expect(first({ nodeSelector: { disk: 'ssd' } }, node({ disk: 'hdd' }))).toBe(
      'label disk is hdd, but nodeSelector asks for ssd',
    );
    expect(first({ nodeSelector: { disk: 'ssd' } }, node())).toBe(
      'label disk is absent, but nodeSelector asks for ssd',
    );
    expect(first({ nodeSelector: { disk: '' } }, node({ disk: 'ssd' }))).toBe(
      'label disk is ssd, but nodeSelector asks for ""',
    );
  });

  it('put the one that decides first: NoExecute before NoSchedule, the selector before taints', () => {
    const target = node({ disk: 'hdd' }, ['a:NoSchedule', 'b:NoExecute', 'c:NoExecute']);
    expect(place(daemonSet(), target).reasons.map(({ code }) => code)).toEqual([
      'NO_EXECUTE_TAINT_NOT_TOLERATED',
      'NO_SCHEDULE_TAINT_NOT_TOLERATED',
      'NO_EXECUTE_TAINT_NOT_TOLERATED',
    ]);
    expect(messages({ nodeSelector: { disk: 'ssd', zone: 'a' } }, target)).toEqual([
      'label disk is hdd, but nodeSelector asks for ssd',
      'label zone is absent, but nodeSelector asks for a',
      'its taint b:NoExecute is not tolerated',
      'its taint a:NoSchedule is not tolerated',
      'its taint c:NoExecute is not tolerated',
    ]);
  });

  it.each<[string, PodSpec, Node]>([
    [
      'label disk is SSD, but nodeSelector asks for ssd (SSD and ssd differ in case)',
      { nodeSelector: { disk: 'ssd' } },
      node({ disk: 'SSD' }),
    ],
    [
      'label disk is absent, but nodeSelector asks for ssd (its label Disk=ssd differs in case)',
      { nodeSelector: { disk: 'ssd' } },
      node({ Disk: 'ssd' }),
    ],
    [
      'label disk is absent, but node affinity asks for ssd or nvme (its label DISK=ssd differs in case)',
      requiring(term('disk', 'In', 'ssd', 'nvme')),
      node({ DISK: 'ssd' }),
    ],
    [
      'its taint gpu=true:NoSchedule is not tolerated (the toleration of gpu is for NoExecute only)',
      tolerating({ key: 'gpu', operator: 'Exists', effect: 'NoExecute' }),
      node({}, ['gpu=true:NoSchedule']),
    ],
    [
      'its taint gpu=true:NoSchedule is not tolerated (the toleration of gpu asks for value yes)',
      tolerating({ key: 'gpu', value: 'yes' }),
      node({}, ['gpu=true:NoSchedule']),
    ],
    [
      'its taint gpu=true:NoSchedule is not tolerated (the toleration of gpu has no value, so it asks for an empty one; operator Exists covers every value)',
      tolerating({ key: 'gpu' }),
      node({}, ['gpu=true:NoSchedule']),
    ],
    [
      'its taint gpu=true:NoSchedule is not tolerated (the toleration of GPU differs in case)',
      tolerating({ key: 'GPU', operator: 'Exists' }),
      node({}, ['gpu=true:NoSchedule']),
    ],
    [
      'its taint score=9:NoSchedule is not tolerated (the toleration of score uses Gt, which needs a feature gate that is off by default)',
      tolerating({ key: 'score', operator: 'Gt', value: '1' }),
      node({}, ['score=9:NoSchedule']),
    ],
    [
      'its taint node-role.kubernetes.io/control-plane:NoSchedule is not tolerated (node-role.kubernetes.io/master, which is tolerated, is the taint of Kubernetes before 1.25)',
      tolerating({ key: 'node-role.kubernetes.io/master', operator: 'Exists' }),
      node({}, ['node-role.kubernetes.io/control-plane:NoSchedule']),
    ],
    [
      'its taint node.kubernetes.io/not-ready:NoSchedule is not tolerated (daemon pods tolerate node.kubernetes.io/not-ready for NoExecute only)',
      {},
      node({}, ['node.kubernetes.io/not-ready:NoSchedule']),
    ],
  ])('hint at a near miss: %s', (message, spec, target) => {
    expect(first(spec, target)).toBe(message);
  });

  it.each<[string, PodSpec]>([
    ['label disk is ssd, which node affinity excludes', requiring(term('disk', 'NotIn', 'ssd'))],
    ['label zone is absent, but node affinity asks that it exists', requiring(term('zone', 'Exists'))],
    ['label disk is ssd, but node affinity asks that it is absent', requiring(term('disk', 'DoesNotExist'))],
    [
      'label disk is ssd, which is no integer, but node affinity asks for less than 4',
      requiring(term('disk', 'Lt', '4')),
    ],
    [
      'metadata.name is not node-2, which node affinity asks for',
      requiring(fieldTerm('metadata.name', 'In', 'node-2')),
    ],
    ['metadata.name is node-1, which node affinity excludes', requiring(fieldTerm('metadata.name', 'NotIn', 'node-1'))],
    ['the required node affinity has no term, so it matches no node', requiring()],
    ['the only term of the node affinity is empty, and an empty term matches no node', requiring({})],
    [
      'the only term of the node affinity is passed over, because Gt needs an integer, not abc',
      requiring(term('cpus', 'Gt', 'abc')),
    ],
    [
      'none of the 4 node affinity terms matches: term 1 is empty, and an empty term matches no node; term 2 fails (label disk is ssd, but it asks for hdd); term 3 fails (label zone is absent, but it asks for a); so does the last one',
      requiring({}, term('disk', 'In', 'hdd'), term('zone', 'In', 'a'), term('zone', 'In', 'b')),
    ],
  ])('say what of the affinity fails: %s', (message, spec) => {
    expect(first(spec, node({ disk: 'ssd' }))).toBe(message);
  });

  it.each<[string, PodSpec, string[]]>([
    ['the template selects every node', {}, ['gpu:PreferNoSchedule']],
    [
      'it matches nodeSelector disk=ssd, and its taint gpu=true:NoSchedule is tolerated',
      { nodeSelector: { disk: 'ssd' }, ...tolerating({ operator: 'Exists' }) },
      ['gpu=true:NoSchedule'],
    ],
    [
      'it matches spec.nodeName node-1 and the required node affinity, and its taints a:NoSchedule and b:NoExecute are tolerated',
      { nodeName: 'node-1', ...requiring(term('disk', 'Exists')), ...tolerating({ operator: 'Exists' }) },
      ['a:NoSchedule', 'b:NoExecute'],
    ],
  ])('say why a node is eligible: %s', (message, spec, taints) => {
    expect(first(spec, node({ disk: 'ssd' }, taints))).toBe(message);
  });
});
