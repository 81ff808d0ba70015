import { isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument, type YAMLMap } from 'yaml';
import { splitYaml } from '../../../harness/placement/yaml/documents.ts';

/** A document that can be edited: every scalar is a text, as it stands there. */
export function parseForEditing(text: string, lineCounter?: LineCounter) {
  return parseDocument(text, {
    version: '1.1',
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
    ...(lineCounter && { lineCounter }),
  });
}

/** Every object of a document that is none of a List's own, in order. */
export function objectsIn(contents: unknown): YAMLMap[] {
  if (!isMap(contents)) return [];
  const items = contents.get('items');
  const kind = contents.get('kind');
  if (typeof kind === 'string' && kind.endsWith('List') && isSeq(items)) return items.items.flatMap(objectsIn);
  return [contents];
}

/** Whether the reader of manifests takes an object for a DaemonSet; nearly as it does. */
const isDaemonSet = (object: YAMLMap) => /^(daemon-?sets?)?$/i.test(String(object.get('kind') ?? ''));

/** The line on which a field of the DaemonSet of that number stands, or what comes nearest to it; undefined when unknown. */
export function lineOfField(text: string, index: number, field: string): number | undefined {
  try {
    let left = index;
    for (const { text: own, line } of splitYaml(text)) {
      const lines = new LineCounter();
      const objects = objectsIn(parseForEditing(own, lines).contents).filter(isDaemonSet);
      const object = objects[left];
      if (object) return line - 1 + lines.linePos(deepest(object, pathOf(field))).line;
      left -= objects.length;
    }
  } catch {
    // A text that cannot be read has problems of its own, with their lines.
  }
  return undefined;
}

/** `spec.template.spec.containers[0].image` and `metadata.labels[a/b]` as steps. The template's metadata is reported without its name. */
function pathOf(field: string): string[] {
  const path = [...field.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, inside, name]) => inside ?? name ?? '');
  const template = path.indexOf('template');
  const isMeta = ['labels', 'annotations'].includes(path[template + 1] ?? '');
  return template >= 0 && isMeta ? path.toSpliced(template + 1, 0, 'metadata') : path;
}

/** Where the deepest part of a path begins that there is. */
function deepest(object: YAMLMap, path: readonly string[]): number {
  let at: unknown = object;
  let offset = object.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(at)) {
      const pair = (at as YAMLMap<ParsedNode, ParsedNode | null>).items.find(
        ({ key }) => isScalar(key) && key.value === step,
      );
      if (!pair) break;
      offset = pair.key.range?.[0] ?? offset;
      at = pair.value;
    } else if (isSeq(at)) {
      const item = at.items[Number(step)] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      at = item;
    } else break;
  }
  return offset;
}
