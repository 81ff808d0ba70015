import type { PrismTheme } from 'prism-react-renderer';

const style = (types: string[], color: string, rest: object = {}) => ({ types, style: { color, ...rest } });

/** Colours of code by token name; they are CSS variables, so one theme serves light, dark and print. */
export const prismTheme: PrismTheme = {
  plain: { color: 'var(--ink)', backgroundColor: 'var(--code-bg)' },
  styles: [
    style(['comment', 'prolog', 'shebang'], 'var(--tok-comment)', { fontStyle: 'italic' }),
    style(['punctuation', 'operator'], 'var(--tok-punctuation)'),
    style(['shell-symbol', 'output', 'info'], 'var(--tok-prompt)'),
    style(['key', 'property', 'atrule', 'parameter', 'function', 'builtin'], 'var(--tok-key)'),
    style(['string', 'char', 'attr-value', 'inserted'], 'var(--tok-string)'),
    style(['number', 'boolean', 'null', 'important', 'variable', 'environment'], 'var(--tok-number)'),
    style(['keyword', 'tag', 'directive', 'anchor'], 'var(--tok-keyword)'),
    style(['deleted'], 'var(--state-wrong)'),
  ],
};
