import data from '@generated/one-per-node-explorer/default/explorer.json';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import { Explorer } from '../components/Explorer/Explorer.tsx';
import type { ExplorerData } from '../components/Explorer/presets.ts';
import styles from './wide-page.module.css';

const description = 'Write a DaemonSet and some nodes, and see on which of them it runs, and why.';

/** The Placement Explorer. */
export default function ExplorerPage(): ReactNode {
  return (
    <Layout title="Placement Explorer" description={description}>
      <main className={styles.page}>
        <header className={styles.header}>
          <h1>Placement Explorer</h1>
          <p>
            Which nodes does a DaemonSet run on, and why not on the others? Change either text: the course’s own
            placement model, tested against the real controller, answers as you type. Nothing leaves this page.
          </p>
        </header>
        <Explorer data={data as ExplorerData} />
      </main>
    </Layout>
  );
}
