import CodeBlock from '@theme/CodeBlock';
import type { ReactNode } from 'react';
import type { FileData } from '../../plugins/course/types.ts';
import { excerpt } from './excerpt.ts';

interface LabFileProps {
  data: FileData;
  /** Lines to mark, such as `7-9`. */
  lines?: string;
  /** Lines to show, the rest being left out. */
  only?: string;
  /** Instead of its path. */
  title?: string;
}

/** A file of a lab as it lies there, or a part of it. */
export default function LabFile({ data, lines, only, title }: LabFileProps): ReactNode {
  const { text, marked } = excerpt(data.text, { lines, only });
  return (
    <CodeBlock language={data.language} title={title ?? `${data.path}`} metastring={marked === '' ? '' : `{${marked}}`}>
      {text}
    </CodeBlock>
  );
}
