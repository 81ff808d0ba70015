/** One simple command of a shell text. */
export interface ShellCommand {
  words: string[];
  /** Whether a word holds a variable or a command substitution, so that its text is not known. */
  dynamic: boolean;
  /** The operator before it; empty at the start of the text. */
  after: string;
}

interface Reader {
  text: string;
  at: number;
  done: ShellCommand[];
  command: ShellCommand;
  /** The word being read; undefined between words. */
  word: string | undefined;
  /** Whether the next word is the target of a redirection, and for a here-document its end mark. */
  target: 'none' | 'file' | 'hereDocument';
  endMarks: string[];
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  const sticky = new RegExp(pattern, 'y');
  sticky.lastIndex = reader.at;
  const match = sticky.exec(reader.text);
  if (match) reader.at += match[0].length;
  return match;
}

function endWord(reader: Reader): void {
  const { word, target } = reader;
  if (word === undefined) return;
  if (target === 'none') reader.command.words.push(word);
  if (target === 'hereDocument') reader.endMarks.push(word);
  reader.word = undefined;
  reader.target = 'none';
}

function endCommand(reader: Reader, operator: string): void {
  endWord(reader);
  if (reader.command.words.length > 0) reader.done.push(reader.command);
  const keeps = reader.command.words.length === 0 && operator === '\n';
  reader.command = { words: [], dynamic: false, after: keeps ? reader.command.after : operator };
}

/** Passes over the lines of the here-documents that the line before opened. */
function skipHereDocuments(reader: Reader): void {
  for (const mark of reader.endMarks) {
    while (reader.at < reader.text.length) {
      const [line = ''] = take(reader, /[^\n]*\n?/) ?? [];
      if (line.trim() === mark) break;
    }
  }
  reader.endMarks = [];
}

/** Passes over `$( … )` after its opening. */
function skipSubstitution(reader: Reader): void {
  for (let depth = 1; depth > 0 && reader.at < reader.text.length; reader.at += 1) {
    const character = reader.text[reader.at];
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
  }
}

const append = (reader: Reader, text: string) => {
  reader.word = (reader.word ?? '') + text;
};

function readQuoted(reader: Reader): boolean {
  const single = take(reader, /'([^']*)'/);
  if (single) append(reader, single[1] ?? '');
  const double = single ? null : take(reader, /"((?:\\[\s\S]|[^"\\])*)"/);
  if (double) {
    const inner = double[1] ?? '';
    if (/(?<!\\)[$`]/.test(inner)) reader.command.dynamic = true;
    append(reader, inner.replaceAll('\\\n', '').replaceAll(/\\(["\\$`])/g, '$1'));
  }
  return Boolean(single ?? double);
}

function readDynamic(reader: Reader): boolean {
  const opening = take(reader, /\$\(/);
  if (opening) skipSubstitution(reader);
  const found = opening ?? take(reader, /`[^`]*`?|\$(\{[^}]*\}|\w+|.)?/);
  if (!found) return false;
  reader.command.dynamic = true;
  append(reader, found[0]);
  return true;
}

function readRedirection(reader: Reader): boolean {
  const pattern =
    reader.word === undefined ? /\d*(<<<|<<-?|>>|[<>]&|>\||[<>])|&>>?/ : /<<<|<<-?|>>|[<>]&|>\||[<>]|&>>?/;
  const found = take(reader, pattern);
  if (!found) return false;
  endWord(reader);
  reader.target = /<<-?$/.test(found[0]) && !found[0].includes('<<<') ? 'hereDocument' : 'file';
  return true;
}

function readOperator(reader: Reader): boolean {
  const found = take(reader, /\|\||&&|;;|[;\n&|()]/);
  if (!found) return false;
  endCommand(reader, found[0]);
  if (found[0] === '\n') skipHereDocuments(reader);
  return true;
}

function readBlank(reader: Reader): boolean {
  if (take(reader, /\\\r?\n/)) return true;
  if (reader.word === undefined && take(reader, /#[^\n]*/)) return true;
  if (!take(reader, /[ \t\r]+/)) return false;
  endWord(reader);
  return true;
}

/** A quote that no other closes reaches this as plain text; nobody knows then what the shell makes of it. */
function readPlain(reader: Reader): void {
  const escaped = take(reader, /\\([\s\S])/);
  const plain = escaped ?? take(reader, /[^\s'"\\$`;&|()<>]+/) ?? take(reader, /[\s\S]/);
  if (plain && /^['"]/.test(plain[0])) reader.command.dynamic = true;
  append(reader, escaped ? (escaped[1] ?? '') : (plain?.[0] ?? ''));
}

/**
 * The simple commands of a shell text, as far as they can be told without running it. Redirections, comments and
 * here-documents are left out; nothing is expanded.
 */
export function shellCommands(text: string): ShellCommand[] {
  const command: ShellCommand = { words: [], dynamic: false, after: '' };
  const reader: Reader = { text, at: 0, done: [], command, word: undefined, target: 'none', endMarks: [] };
  while (reader.at < text.length) {
    const read = [readBlank, readRedirection, readOperator, readQuoted, readDynamic].some((attempt) => attempt(reader));
    if (!read) readPlain(reader);
  }
  endCommand(reader, '');
  return reader.done;
}
