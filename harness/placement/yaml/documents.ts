/** A text that is neither YAML nor JSON, with its place. */
export class YamlError extends Error {
  readonly line: number;
  readonly col: number;

  constructor(message: string, line: number, col: number) {
    super(message);
    this.name = 'YamlError';
    this.line = line;
    this.col = col;
  }
}

/** One document of a file. */
export interface DocumentText {
  text: string;
  /** Line of the file on which it begins, 1-based. */
  line: number;
}

/**
 * Cuts a file into YAML documents where kubectl does: at lines that hold nothing but `---` and perhaps a comment
 * (`YAMLReader` in apimachinery's util/yaml).
 */
export function splitYaml(text: string): DocumentText[] {
  const documents: DocumentText[] = [];
  let lines: string[] = [];
  let start = 1;
  const flush = () => {
    if (lines.some((line) => !/^\s*(#.*)?$/.test(line)))
      documents.push({ text: lines.join('\n').replace(/\r$/, '\r\n'), line: start });
    lines = [];
  };
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (!line.startsWith('---')) {
      lines.push(line);
      continue;
    }
    const rest = line.slice('---'.length).trim();
    if (rest !== '' && !rest.startsWith('#'))
      throw new YamlError(`only a comment may stand behind ---, not ${rest}`, index + 1, 4);
    flush();
    start = index + 2;
  }
  flush();
  return documents;
}

/** Reads a stream of JSON values, `{…}{…}`, as kubectl does; undefined when it is no such stream. */
export function parseJsonStream(text: string): unknown[] | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return [JSON.parse(text)];
  } catch {
    return parseEach(text);
  }
}

function parseEach(text: string): unknown[] | undefined {
  const values: unknown[] = [];
  try {
    for (const part of splitJson(text)) values.push(JSON.parse(part));
  } catch {
    return undefined;
  }
  return values.length > 0 ? values : undefined;
}

function* splitJson(text: string): Generator<string> {
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') depth += 1;
    if (token !== '}') continue;
    depth -= 1;
    if (depth > 0) continue;
    yield text.slice(start, index + 1);
    start = index + 1;
  }
  if (text.slice(start).trim() !== '') yield text.slice(start);
}
