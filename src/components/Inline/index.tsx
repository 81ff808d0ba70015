import { Fragment, type ReactNode } from 'react';

const codeSpan = /(``\s.+?\s``|`[^`]+`)/;

/** A text of one paragraph in which names stand between backticks, as labs write them. */
export function Inline({ text }: { text: string }): ReactNode {
  return text.split(codeSpan).map((part, at) => {
    const code = at % 2 === 1 ? part.replace(/^``\s|\s``$|^`|`$/g, '') : undefined;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
    return code === undefined ? <Fragment key={at}>{part}</Fragment> : <code key={at}>{code}</code>;
  });
}

/** A text of several paragraphs: a line that ends a sentence ends one, other line breaks are those of the file. */
export function Paragraphs({ text }: { text: string }): ReactNode {
  const paragraphs = text.trim().split(/(?<=[.?!])\n+/);
  return paragraphs.map((paragraph) => (
    <p key={paragraph}>
      <Inline text={paragraph.replaceAll('\n', ' ')} />
    </p>
  ));
}
