import { describe, expect, it } from 'vitest';
import { ManifestError, readDaemonSets, readNodes } from './manifest.ts';

const agent = `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: agent, image: i}]}}
`;
const indent = (text: string) => text.trim().replaceAll('\n', '\n  ');
const names = (text: string) => readDaemonSets(text).daemonSets.map(({ name, checked }) => `${name} ${checked.kind}`);

describe('readDaemonSets', () => {
  it('finds every DaemonSet in documents and lists, in order, and skips other kinds', () => {
    const text = `${agent}---\nkind: Service\nmetadata: {name: x}\n---\napiVersion: v1\nkind: List\nitems:\n- ${indent(agent.replace('name: agent}', 'name: b, namespace: logs}'))}\n- {kind: ConfigMap}\n`;
    const { daemonSets, skipped } = readDaemonSets(text);
    expect(daemonSets.map(({ name }) => name)).toEqual(['default/agent', 'logs/b']);
    expect([...skipped]).toEqual([
      ['Service', 1],
      ['ConfigMap', 1],
    ]);
  });

  it.each([
    ['DaemonSets', 'apps/v1'],
    ['Daemonset', 'apps/v1'],
    ['DaemonSet', 'apps/v1beta1'],
    ['DaemonSet', 'extensions/v1beta1'],
    ['DaemonSet', 'v1'],
  ])('refuses %s in %s rather than skip it', (kind, version) => {
    expect(names(agent.replace('DaemonSet', kind).replace('apps/v1', version))).toEqual(['default/agent refused']);
  });

  it('refuses an object without a kind, as kubectl does', () => {
    expect(names('metadata: {name: x}')).toEqual(['default/x refused']);
  });

  it('skips a DaemonSet of another group', () => {
    expect(names(agent.replace('apps/v1', 'apps.kruise.io/v1alpha1'))).toEqual([]);
  });

  it('reads yes and 010 as YAML 1.1 does, so that labels need quotes', () => {
    const gpu = (value: string) =>
      readDaemonSets(agent.replace('containers:', `nodeSelector: {gpu: ${value}}, containers:`)).daemonSets[0]?.checked;
    expect(gpu('yes')).toMatchObject({ kind: 'refused', refusals: [{ reason: 'WrongType' }] });
    expect(gpu('010')).toMatchObject({ kind: 'refused' });
    expect(gpu('"yes"')).toMatchObject({ kind: 'accepted' });
    expect(gpu('2001-01-01')).toMatchObject({ kind: 'accepted' });
  });

  it('refuses a file that holds no objects', () => {
    expect(() => readDaemonSets('- a\n- b\n')).toThrow(ManifestError);
    expect(() => readDaemonSets('hello')).toThrow(ManifestError);
  });
});

const node = (rest: string) => `{kind: Node, metadata: {name: n1${rest}}}`;

describe('readNodes', () => {
  it.each([
    ['documents', 'kind: Node\nmetadata: {name: n1}\n---\nkind: Node\nmetadata: {name: n2}\n'],
    [
      'a List',
      '{"kind": "List", "items": [{"kind": "Node", "metadata": {"name": "n1"}}, {"kind": "Node", "metadata": {"name": "n2"}}]}',
    ],
    [
      'a NodeList whose items have no kind',
      '{"apiVersion": "v1", "kind": "NodeList", "items": [{"metadata": {"name": "n1"}}, {"metadata": {"name": "n2"}}]}',
    ],
    ['a JSON stream', '{"kind": "Node", "metadata": {"name": "n1"}}\n{"kind": "Node", "metadata": {"name": "n2"}}'],
  ])('reads %s', (_title, text) => {
    expect(readNodes(text).nodes.map(({ metadata }) => metadata.name)).toEqual(['n1', 'n2']);
  });

  it.each([
    [
      'a label that is no text',
      node(', labels: {gpu: yes}'),
      'node n1: label gpu must be a text but is true (put true in quotes)',
    ],
    [
      'a taint without an effect',
      '{kind: Node, metadata: {name: n1}, spec: {taints: [{key: gpu}]}}',
      'node n1: effect of a taint must be a text but is absent',
    ],
    [
      'taints that are no list',
      '{kind: Node, metadata: {name: n1}, spec: {taints: gpu}}',
      'node n1: expected a list of taints',
    ],
    ['a node without a name', '{kind: Node, metadata: {}}', 'expected a node with a name but found {}'],
    ['a node that is there twice', `${node('')}\n---\n${node('')}`, 'node n1 is there twice'],
  ])('refuses %s', (_title, text, message) => {
    expect(() => readNodes(text)).toThrow(new ManifestError(message));
  });

  it('counts what it skips', () => {
    expect(readNodes('kind: Pod\n')).toEqual({ nodes: [], skipped: new Map([['Pod', 1]]) });
  });
});
