import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import type { LabListing } from '../../plugins/course/types.ts';
import { Inline } from '../Inline/index.tsx';
import styles from './labs-page.module.css';
import { idOf } from './sections.ts';

const needNames: Record<LabListing['needs'][number], string> = {
  nodes: '',
  capacity: 'capacity',
  'component-control': 'a control plane that can be stopped',
  'simulated-readiness': 'simulated readiness',
  kubelet: 'real kubelets',
};

function Row({ slug, title, summary, minutes, needs, provider }: LabListing): ReactNode {
  const special = needs.map((need) => needNames[need]).filter(Boolean);
  return (
    <li className={styles.lab}>
      <Link to={`/labs/${slug}`} className={styles.title}>
        <Inline text={title} />
      </Link>
      {summary !== undefined && (
        <p>
          <Inline text={summary} />
        </p>
      )}
      <p className={styles.facts}>
        {minutes !== undefined && `${minutes} min · `}
        {provider}
        {special.length > 0 && ` · needs ${special.join(', ')}`}
      </p>
    </li>
  );
}

/** All labs, section by section, in the order of the course. */
export default function LabsPage({ labs }: { labs: LabListing[] }): ReactNode {
  const sections = [...Map.groupBy(labs, ({ section }) => section)];
  const minutes = labs.reduce((sum, lab) => sum + (lab.minutes ?? 0), 0);
  return (
    <Layout
      title="Labs"
      description={`${labs.length} labs on DaemonSets, each run and judged on a real control plane.`}
    >
      <main className={styles.page}>
        <h1>Labs</h1>
        <p className={styles.lede}>
          {labs.length} tasks, {Math.round(minutes / 60)} hours in all. Each runs on a real control plane and is judged
          node by node; every wrong answer shown was given to it too, and fails as its page says.
        </p>
        <p className={styles.key}>
          <b>kwok</b>: simulated nodes under a real control plane, ready in seconds, no container engine. <b>kind</b>:
          real nodes in containers, for what takes a kubelet.
        </p>
        {sections.map(([section, group]) => (
          <section key={section} aria-labelledby={idOf(section)}>
            <Heading as="h2" id={idOf(section)}>
              {section}
            </Heading>
            <ul className={styles.list}>
              {group.map((lab) => (
                <Row key={lab.slug} {...lab} />
              ))}
            </ul>
          </section>
        ))}
      </main>
    </Layout>
  );
}
