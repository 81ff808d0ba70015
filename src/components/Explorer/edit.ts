import { isMap, isSeq, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Node, Taint, Toleration } from '../../../harness/placement/types.ts';
import { whatIf } from '../../../harness/placement/what-if.ts';
import { splitYaml } from '../../../harness/placement/yaml/documents.ts';
import { resolvePlain } from '../../../harness/placement/yaml/scalar.ts';
import { objectsIn, parseForEditing } from './locate.ts';

/** A text that cannot be changed by form, in words. */
export class EditError extends Error {}

/** A text whose objects are changed one by one; documents that nothing happens to stay as they are, to the letter. */
function editObjects(text: string, edit: (object: YAMLMap) => 'changed' | 'gone' | undefined): string {
  const isJson = text.trimStart().startsWith('{');
  const parts = splitYaml(text).map(({ text: own }) => {
    const document = parseForEditing(own);
    if (document.errors.length > 0) throw new EditError('the text cannot be read; mend it first');
    let isChanged = false;
    const gone = new Set<YAMLMap>();
    for (const object of objectsIn(document.contents)) {
      const outcome = edit(object);
      if (outcome === 'gone') gone.add(object);
      isChanged ||= outcome !== undefined;
    }
    if (!isChanged) return own;
    if (isMap(document.contents) && gone.has(document.contents as unknown as YAMLMap)) return undefined;
    const items = isMap(document.contents) ? document.contents.get('items') : undefined;
    if (isSeq(items)) items.items = items.items.filter((item) => !gone.has(item as unknown as YAMLMap));
    const written = document.toString({ lineWidth: 0, ...(isJson && { defaultStringType: 'QUOTE_DOUBLE' }) });
    return isJson ? `${JSON.stringify(JSON.parse(written), null, 2)}\n` : written;
  });
  return joined(parts.filter((part) => part !== undefined));
}

const joined = (parts: readonly string[]) =>
  parts.map((part) => (part.endsWith('\n') ? part : `${part}\n`)).join('---\n');

/** A text as a scalar, in quotes where YAML would take it for something else. */
function scalar(text: string): Scalar {
  const made = new Scalar(text);
  let plain: unknown;
  try {
    plain = resolvePlain(text);
  } catch {
    plain = undefined;
  }
  if (plain !== text) made.type = Scalar.QUOTE_DOUBLE;
  return made;
}

const nameOf = (object: YAMLMap) => {
  const metadata = object.get('metadata');
  return isMap(metadata)
    ? { name: String(metadata.get('name') ?? ''), namespace: String(metadata.get('namespace') ?? '') }
    : {};
};

/** A change of nodes in kubectl's words, made in their text. Throws a `WhatIfError` that says what is wrong with the words. */
export function changeNodes(text: string, nodes: readonly Node[], change: string): string {
  const after = whatIf(nodes, change);
  const before = new Set(nodes);
  const changed = new Map(after.filter((node) => !before.has(node)).map((node) => [node.metadata.name, node]));
  const kept = new Set(after.map(({ metadata }) => metadata.name));
  const edited = editObjects(text, (object) => {
    const { name } = nameOf(object);
    // The items of a typed list have no kind of their own.
    if ((object.get('kind') ?? 'Node') !== 'Node') return undefined;
    if (!kept.has(name)) return 'gone';
    const node = changed.get(name);
    if (!node) return undefined;
    changed.delete(name);
    writeNode(object, node);
    return 'changed';
  });
  const added = [...changed.values()].map(nodeText);
  return added.length === 0 ? edited : joined([...(edited.trim() === '' ? [] : [edited]), ...added]);
}

function writeNode(object: YAMLMap, { metadata, spec }: Node): void {
  const own = object.get('metadata');
  if (isMap(own)) writeMap(own, 'labels', metadata.labels ?? {});
  const taints = spec?.taints ?? [];
  const had = object.get('spec');
  const ownSpec = isMap(had) ? had : new YAMLMap();
  if (taints.length > 0) ownSpec.set('taints', sequence(taints.map(taintFields)));
  else ownSpec.delete('taints');
  if (spec?.unschedulable) ownSpec.set('unschedulable', plainTrue());
  else ownSpec.delete('unschedulable');
  if (ownSpec.items.length > 0) object.set('spec', ownSpec);
  else object.delete('spec');
}

const taintFields = ({ key, value, effect }: Taint) => ({ key, ...(value && { value }), effect });

function plainTrue(): Scalar {
  const made = new Scalar('true');
  made.type = Scalar.PLAIN;
  return made;
}

/** Makes a map say what it should, touching only what differs. */
function writeMap(parent: YAMLMap, key: string, wanted: Readonly<Record<string, string>>): void {
  const had = parent.get(key);
  const map = isMap(had) ? had : new YAMLMap();
  for (const { key: own } of [...map.items]) {
    const name = String((own as Scalar).value);
    if (!Object.hasOwn(wanted, name)) map.delete(name);
  }
  for (const [name, value] of Object.entries(wanted)) if (map.get(name) !== value) map.set(scalar(name), scalar(value));
  if (map.items.length > 0) parent.set(key, map);
  else parent.delete(key);
}

function sequence(entries: readonly Readonly<Record<string, string>>[]): YAMLSeq {
  const list = new YAMLSeq();
  for (const entry of entries) {
    const map = new YAMLMap();
    for (const [name, value] of Object.entries(entry)) map.set(scalar(name), scalar(value));
    list.add(map);
  }
  return list;
}

/** A node as a document of its own, as short as it can be. */
export function nodeText({ metadata, spec }: Node): string {
  const document = parseForEditing('apiVersion: v1\nkind: Node\nmetadata: {}\n');
  const object = document.contents as unknown as YAMLMap;
  const meta = object.get('metadata') as YAMLMap;
  meta.flow = false;
  meta.set(scalar('name'), scalar(metadata.name ?? ''));
  writeNode(object, { metadata, ...(spec && { spec }) });
  return document.toString({ lineWidth: 0 });
}

/** A change of where a DaemonSet wants to run. */
export type PodChange =
  | { set: 'nodeSelector'; key: string; value: string | undefined }
  | { add: 'toleration'; toleration: Toleration }
  | { remove: 'toleration'; at: number };

/** Changes the pod template of one DaemonSet in its text. */
export function changeDaemonSet(text: string, name: string, change: PodChange): string {
  return editObjects(text, (object) => {
    const own = nameOf(object);
    if (`${own.namespace || 'default'}/${own.name}` !== name || !/^daemon-?sets?$/i.test(String(object.get('kind'))))
      return undefined;
    const spec = object.getIn(['spec', 'template', 'spec']);
    if (!isMap(spec)) return undefined;
    applyChange(spec, change);
    return 'changed';
  });
}

function applyChange(spec: YAMLMap, change: PodChange): void {
  if ('set' in change) {
    const had = spec.get('nodeSelector');
    const pairs = isMap(had)
      ? had.items.map(({ key, value }) => [
          String((key as Scalar).value),
          String((value as Scalar | null)?.value ?? ''),
        ])
      : [];
    const selector: Record<string, string> = Object.fromEntries(pairs);
    if (change.value === undefined) delete selector[change.key];
    else selector[change.key] = change.value;
    writeMap(spec, 'nodeSelector', selector);
    return;
  }
  const had = spec.get('tolerations');
  const list = isSeq(had) ? had : new YAMLSeq();
  if ('remove' in change) list.delete(change.at);
  else {
    const { key, operator, value, effect } = change.toleration;
    const fields = {
      ...(key && { key }),
      ...(operator && { operator }),
      ...(value && { value }),
      ...(effect && { effect }),
    };
    for (const item of sequence([fields]).items) list.add(item);
  }
  if (list.items.length > 0) spec.set('tolerations', list);
  else spec.delete('tolerations');
}
