/** What a piece of TypeScript is: only code can break a rule about code. */
type Kind = 'code' | 'comment' | 'string';

const beforeRegex = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|of|in|await))\s*$/;
const regexLiteral = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
const plainString = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;

/** The source with comments, and if asked the contents of strings, replaced by spaces; lines stay where they are. */
export function blank(source: string, { strings = false } = {}): string {
  return pieces(source)
    .map(({ kind, text }) =>
      kind === 'comment' || (kind === 'string' && strings) ? text.replace(/[^\n]/g, ' ') : text,
    )
    .join('');
}

function pieces(source: string): { kind: Kind; text: string }[] {
  const found: { kind: Kind; text: string }[] = [];
  // Depth of braces in each `${` that is open.
  const open: number[] = [];
  let code = '';
  const push = (kind: Kind, text: string) => {
    if (code !== '') found.push({ kind: 'code', text: code });
    code = '';
    found.push({ kind, text });
  };
  for (let at = 0; at < source.length; ) {
    const rest = match(comment, source, at) ?? match(plainString, source, at);
    const char = source[at] as string;
    const depth = open.at(-1);
    if (rest !== undefined) {
      push(rest.startsWith('/') ? 'comment' : 'string', rest);
      at += rest.length;
    } else if (char === '/' && beforeRegex.test(code.slice(-40)) && match(regexLiteral, source, at)) {
      const literal = match(regexLiteral, source, at) as string;
      push('string', literal);
      at += literal.length;
    } else if (char === '`' || (char === '}' && depth === 0)) {
      if (char === '}') open.pop();
      const text = templateFrom(source, at);
      push('string', text);
      if (text.endsWith('${')) open.push(0);
      at += text.length;
    } else {
      if (depth !== undefined && (char === '{' || char === '}'))
        open[open.length - 1] = depth + (char === '{' ? 1 : -1);
      code += char;
      at += 1;
    }
  }
  push('code', '');
  return found;
}

/** A template's text from its backtick, or from the brace that closes a `${`, to its end or the next `${`. */
function templateFrom(source: string, start: number): string {
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '`') return source.slice(start, at + 1);
    else if (source[at] === '$' && source[at + 1] === '{') return source.slice(start, at + 2);
  }
  return source.slice(start);
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}
