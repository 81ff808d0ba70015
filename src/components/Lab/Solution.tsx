import CodeBlock from '@theme/CodeBlock';
import type { ReactNode } from 'react';
import type { LabData } from '../../plugins/course/types.ts';
import { Fold } from '../Fold/index.tsx';

/** The files of the right answer that differ from the starter, behind a reveal; the lines that are new are marked. */
export function Solution({ data: { files } }: { data: LabData }): ReactNode {
  const changed = files.filter(({ solution }) => solution !== undefined);
  if (changed.length === 0) return <p>The files are right as they are; what counts is what you type.</p>;
  return (
    <Fold summary="Show it">
      {changed.map(({ path, language, solution, changed: lines }) => (
        <CodeBlock key={path} language={language} title={path} metastring={lines ? `{${lines}}` : ''}>
          {solution ?? ''}
        </CodeBlock>
      ))}
    </Fold>
  );
}
