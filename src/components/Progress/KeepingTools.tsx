import useIsBrowser from '@docusaurus/useIsBrowser';
import Heading from '@theme/Heading';
import { type ChangeEvent, type ReactNode, useRef, useState } from 'react';
import styles from './keeping-tools.module.css';
import { merged, nothing, type ProgressRecord, readRecord } from './record.ts';
import { progress, useIsKept, useProgress } from './use-progress.ts';

/** Where progress is kept, and how to take it elsewhere, bring it back or forget it. */
export function KeepingTools(): ReactNode {
  const isBrowser = useIsBrowser();
  const isKept = useIsKept();
  return (
    <section className={styles.keeping} aria-labelledby="keeping">
      <Heading as="h2" id="keeping">
        What is kept, and where
      </Heading>
      <p>
        {isKept
          ? 'Your answers and the labs you have done are kept in this browser and are sent nowhere. Take them to another browser as a file.'
          : 'Your browser keeps nothing for this site: progress lasts until you leave it. Export it to keep it.'}
      </p>
      {isBrowser ? <Tools /> : <p>It takes JavaScript to keep progress.</p>}
    </section>
  );
}

function Tools(): ReactNode {
  const record = useProgress();
  const [said, say] = useState('');
  const [isAsking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const bring = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) say(importText(await file.text(), file.name));
    // The same file can be chosen again.
    target.value = '';
  };
  const answer = (forget: boolean) => {
    setAsking(false);
    opener.current?.focus();
    if (forget) progress.change(() => nothing);
    say(forget ? 'All progress is forgotten.' : 'Nothing was changed.');
  };
  return (
    <>
      <div className={styles.tools}>
        <button type="button" className="button button--quiet" onClick={() => say(download(record))}>
          Export
        </button>
        <label className={styles.import}>
          <input type="file" accept="application/json,.json" onChange={bring} />
          <span className="button button--quiet">Import</span>
        </label>
        <button ref={opener} type="button" className="button button--quiet" onClick={() => setAsking(true)}>
          Reset
        </button>
      </div>
      {isAsking && (
        <fieldset className={styles.ask}>
          <legend>Forget every answer and every lab that you have marked as done?</legend>
          {/* biome-ignore lint/a11y/noAutofocus: whoever asked to reset is asked back here */}
          <button type="button" className="button button--quiet" autoFocus onClick={() => answer(false)}>
            Keep it
          </button>
          <button type="button" className="button" onClick={() => answer(true)}>
            Forget it all
          </button>
        </fieldset>
      )}
      <p role="status">{said}</p>
    </>
  );
}

/** Adds the progress that a file holds to what there is; says what came of it. */
function importText(text: string, name: string): string {
  const record = readRecord(text);
  if (!record) return `${name} holds no progress of this course. Nothing was changed.`;
  progress.change((now) => merged(now, record));
  return `The progress in ${name} was added to yours; where both had an answer, the better one counts.`;
}

const fileName = 'one-per-node-progress.json';

function download(record: ProgressRecord): string {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(record, null, 2)}\n`], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
  return `Written to ${fileName}.`;
}
