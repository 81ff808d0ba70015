import Link from '@docusaurus/Link';
import replays from '@generated/one-per-node-replays/default/replays.json';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import { type ListedReplay, ReplayList } from '../components/Replay/ReplayList.tsx';
import styles from './wide-page.module.css';

const description = 'Recorded rollouts of DaemonSets, to be played, paused and searched.';

/** All recorded timelines. */
export default function ReplayPage(): ReactNode {
  return (
    <Layout title="Replay" description={description}>
      <main className={styles.page}>
        <header className={styles.header}>
          <h1>Replay</h1>
          <p>
            What the API server’s watch told of real runs, event by event: every pod as it came, became Ready and went.
            Those of labs were recorded by <Link to="/labs">the labs</Link> themselves.
          </p>
        </header>
        <ReplayList replays={replays as readonly ListedReplay[]} />
      </main>
    </Layout>
  );
}
