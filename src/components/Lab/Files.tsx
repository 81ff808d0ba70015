import CodeBlock from '@theme/CodeBlock';
import type { ReactNode } from 'react';
import type { LabData, LabFileData } from '../../plugins/course/types.ts';
import { Fold } from '../Fold/index.tsx';
import { Failure } from './Failure.tsx';

function Given({ path, language, starter }: LabFileData): ReactNode {
  return (
    <Fold summary={<code>{path}</code>}>
      <CodeBlock language={language} title={path}>
        {starter}
      </CodeBlock>
    </Fold>
  );
}

/** The files of the starter: those that are to be changed in full, those that are complete folded. */
export function Files({ data }: { data: LabData }): ReactNode {
  const { files, starterFails } = data;
  const open = files.filter(({ solution }) => solution !== undefined);
  const given = files.filter(({ solution }) => solution === undefined);
  return (
    <>
      {open.map(({ path, language, starter }) => (
        <CodeBlock key={path} language={language} title={path}>
          {starter}
        </CodeBlock>
      ))}
      {given.length > 0 && (
        <>
          <p>{open.length > 0 ? 'Beside it, complete as they are:' : 'All of it is complete as it is:'}</p>
          {given.map((file) => (
            <Given key={file.path} {...file} />
          ))}
        </>
      )}
      <Failure fails={starterFails}>As it stands, a run ends here:</Failure>
    </>
  );
}
