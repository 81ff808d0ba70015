import { describe, expect, it } from 'vitest';
import { readDaemonSets, readNodes } from '../../../harness/placement/manifest.ts';
import { WhatIfError, whatIf } from '../../../harness/placement/what-if.ts';
import { changeDaemonSet, changeNodes, EditError, nodeText } from './edit.ts';
import { decodeState, encodeState } from './hash.ts';
import { explainCommand, manyNodes } from './presets.ts';

const nodes = `# the first
apiVersion: v1
kind: Node
metadata:
  name: worker-1
  labels:
    disk: ssd   # as it was ordered
---
apiVersion: v1
kind: Node
metadata:
  name: worker-2
spec:
  taints:
    - key: gpu
      effect: NoSchedule
`;
const list = JSON.stringify({
  apiVersion: 'v1',
  kind: 'NodeList',
  items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }],
});

/** What placement reads of nodes. */
const read = (text: string) =>
  readNodes(text).nodes.map(({ metadata, spec }) => ({
    name: metadata.name,
    labels: metadata.labels ?? {},
    taints: spec?.taints ?? [],
    unschedulable: spec?.unschedulable ?? false,
  }));

describe('changeNodes', () => {
  it.each([
    'label node worker-2 disk=yes',
    'label node worker-1 disk-',
    'label node --all zone=1',
    'taint node worker-1 gpu=true:NoSchedule',
    'taint node worker-2 gpu-',
    'cordon worker-1',
    'delete node worker-1',
    'delete node --all',
    'add node worker-3 disk=ssd gpu:NoExecute',
  ])('writes what the placement model imagines of `%s`', (change) => {
    const { nodes: before } = readNodes(nodes);
    const text = changeNodes(nodes, before, change);
    const wanted = whatIf(before, change).map(nodeText).join('---\n');
    expect(read(text)).toEqual(read(wanted));
  });

  it.each(['label node b disk=true', 'taint node a gpu:NoSchedule', 'delete node b', 'add node c'])(
    'edits a list in JSON: `%s`',
    (change) => {
      const { nodes: before } = readNodes(list);
      expect(read(changeNodes(list, before, change))).toEqual(read(whatIf(before, change).map(nodeText).join('---\n')));
    },
  );

  it('leaves to the letter what nothing happens to', () => {
    const text = changeNodes(nodes, readNodes(nodes).nodes, 'label node worker-2 disk=hdd');
    expect(text).toContain('    disk: ssd   # as it was ordered\n');
    expect(text.startsWith('# the first\n')).toBe(true);
  });

  it('refuses what kubectl would refuse, and a text that cannot be read', () => {
    const { nodes: before } = readNodes(nodes);
    expect(() => changeNodes(nodes, before, 'label node worker-1 disk=a b')).toThrow(WhatIfError);
    expect(() => changeNodes('a: [', before, 'cordon worker-1')).toThrow(EditError);
  });
});

const manifest = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec:
      # where it runs
      nodeSelector: { disk: ssd }
      containers: [{ name: a, image: i }]
`;
const templateOf = (text: string, at = 0) => {
  const checked = readDaemonSets(text).daemonSets[at]?.checked;
  return checked?.kind === 'accepted' ? checked.daemonSet.spec.template.spec : undefined;
};

describe('changeDaemonSet', () => {
  it('adds and takes away labels of the nodeSelector, in quotes where YAML needs them', () => {
    const more = changeDaemonSet(manifest, 'default/agent', { set: 'nodeSelector', key: 'gpu', value: 'true' });
    expect(templateOf(more)?.nodeSelector).toEqual({ disk: 'ssd', gpu: 'true' });
    const less = changeDaemonSet(more, 'default/agent', { set: 'nodeSelector', key: 'disk', value: undefined });
    expect(templateOf(less)?.nodeSelector).toEqual({ gpu: 'true' });
    const none = changeDaemonSet(less, 'default/agent', { set: 'nodeSelector', key: 'gpu', value: undefined });
    expect(none).not.toContain('nodeSelector');
  });

  it('adds and takes away tolerations', () => {
    const toleration = { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' };
    const one = changeDaemonSet(manifest, 'default/agent', { add: 'toleration', toleration });
    const two = changeDaemonSet(one, 'default/agent', { add: 'toleration', toleration: { operator: 'Exists' } });
    expect(templateOf(two)?.tolerations).toEqual([toleration, { operator: 'Exists' }]);
    expect(templateOf(changeDaemonSet(two, 'default/agent', { remove: 'toleration', at: 0 }))?.tolerations).toEqual([
      { operator: 'Exists' },
    ]);
  });

  it('changes the one that is meant and no other', () => {
    const both = `${manifest}---\n${manifest.replace('name: agent', 'name: other')}`;
    const changed = changeDaemonSet(both, 'default/other', { set: 'nodeSelector', key: 'disk', value: 'hdd' });
    expect([templateOf(changed, 0)?.nodeSelector, templateOf(changed, 1)?.nodeSelector]).toEqual([
      { disk: 'ssd' },
      { disk: 'hdd' },
    ]);
  });
});

describe('the hash', () => {
  const state = { daemonSets: manifest, nodes: manyNodes(1000).nodes, chosen: 'default/agent', reference: '…' };

  it('holds the whole state, and stays short', async () => {
    const text = await encodeState(state);
    expect(await decodeState(text)).toEqual(state);
    expect(text.length).toBeLessThan(16_000);
    expect(text).toMatch(/^1\.[\w-]+$/);
  });

  it.each(['', '1.', '2.abc', '1.%%%', '1.AAAA', 'nonsense'])('gives nothing for the broken `%s`', async (text) => {
    expect(await decodeState(text)).toBeUndefined();
  });

  it('gives nothing for one that is cut, or that holds something else', async () => {
    const text = await encodeState(state);
    expect(await decodeState(text.slice(0, -40))).toBeUndefined();
    expect(await decodeState(await encodeState({ nodes: '' } as never))).toBeUndefined();
    expect(await decodeState(await encodeState({ daemonSets: 'a'.repeat(6_000_000), nodes: '' }))).toBeUndefined();
  });
});

describe('explainCommand', () => {
  it('carries both files, whatever words they hold', () => {
    const command = explainCommand({ daemonSets: 'a\nEOF\nb', nodes: 'c\n' });
    expect(command).toBe(
      "cat > daemonset.yaml <<'EOFF'\na\nEOF\nb\nEOFF\ncat > nodes.yaml <<'EOF'\nc\nEOF\ncourse explain -f daemonset.yaml --nodes nodes.yaml\n",
    );
  });
});
