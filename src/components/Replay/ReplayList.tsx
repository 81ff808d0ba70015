import Link from '@docusaurus/Link';
import { useLocation } from '@docusaurus/router';
import { type ReactNode, useEffect, useState } from 'react';
import type { ReplayData } from './data.ts';
import { timeText } from './digest.ts';
import styles from './list.module.css';
import { Replay } from './Replay.tsx';

/** A recording as the list shows it. */
export interface ListedReplay {
  id: string;
  title: string;
  nodes: number;
  end: number;
  lab?: string;
}

/** All recordings; one at a time is fetched and shown. */
export function ReplayList({ replays }: { replays: readonly ListedReplay[] }): ReactNode {
  const { search } = useLocation();
  const [wanted, setWanted] = useState<string>();
  const [shown, setShown] = useState<{ data: ReplayData; autoplay: boolean }>();
  useEffect(() => {
    const asked = new URLSearchParams(search).get('replay');
    setWanted((replays.find(({ id }) => id === asked) ?? replays[0])?.id);
  }, [search, replays]);
  // Known once the address is: else the first would be fetched for nothing.
  const id = wanted;
  useEffect(() => {
    if (id === undefined) return;
    let isHere = true;
    import(`@generated/one-per-node-replays/default/replay-${id}.json`).then(
      (module: { default: ReplayData }) => isHere && setShown({ data: module.default, autoplay: true }),
    );
    return () => {
      isHere = false;
    };
  }, [id]);
  const choose = (next: string) => {
    window.history.pushState(null, '', `${window.location.pathname}?replay=${next}`);
    setWanted(next);
  };
  return (
    <div className={styles.page}>
      <ul className={styles.list} aria-label="Recordings">
        {replays.map(({ id: own, title, nodes, end }) => (
          <li key={own}>
            <button type="button" aria-pressed={own === id} onClick={() => choose(own)}>
              <span className={styles.title}>{title}</span>
              <span className={styles.about}>
                {nodes.toLocaleString('en')} nodes, {timeText(end)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.stage}>
        {shown?.data.id === id && shown ? (
          <Replay key={id} data={shown.data} autoplay={shown.autoplay} heading="h2" />
        ) : (
          <p className={styles.waiting}>The recording is on its way; it needs JavaScript.</p>
        )}
        <Lab of={replays.find((one) => one.id === id)} />
      </div>
    </div>
  );
}

function Lab({ of: replay }: { of: ListedReplay | undefined }): ReactNode {
  if (replay?.lab === undefined) return null;
  return (
    <p>
      Recorded by the lab <Link to={`/labs/${replay.lab}`}>{replay.title}</Link>.
    </p>
  );
}
