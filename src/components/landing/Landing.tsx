import Link from '@docusaurus/Link';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import type { Facts } from '../../plugins/landing/facts.ts';
import LiveGrid from './LiveGrid.tsx';
import styles from './landing.module.css';
import Verdict from './Verdict.tsx';

interface Door {
  title: string;
  text: string;
  to: string;
  link: string;
}

const doors: readonly Door[] = [
  {
    title: 'Learn',
    text: 'From your first DaemonSet to a rollout over a thousand nodes. Predict which nodes get a pod, run the lab, read the verdict.',
    to: '/start',
    link: 'Start the course',
  },
  {
    title: 'Teach',
    text: 'Project the lessons, hand out the labs. Each brings the wrong answers that people give, and says why each is wrong.',
    to: '/reference/for-instructors',
    link: 'Notes for instructors',
  },
  {
    title: 'Check your own cluster',
    text: 'Ask of any DaemonSet, on any cluster, which nodes it runs on, which it does not, and why. Asking only reads.',
    to: '/reference/cli',
    link: 'The command line',
  },
];

/** The first page: one sentence, the idea moving, what a verdict says, three doors. */
export default function Landing({ facts }: { facts: Facts }): ReactNode {
  const { siteConfig } = useDocusaurusContext();
  const { kubernetes } = siteConfig.customFields as { kubernetes: string };
  return (
    <Layout description="A Kubernetes DaemonSet course that can be run: every answer is judged on a real control plane, node by node.">
      <main className={styles.page}>
        <section className={styles.hero}>
          <div className={styles.promise}>
            <h1>One pod on each node it is meant for, and none anywhere else.</h1>
            <p className={styles.lede}>
              A course on Kubernetes DaemonSets in which every claim is run on a real control plane, and every answer is
              judged, node by node.
            </p>
            <p className={styles.actions}>
              <Link className="button" to="/start">
                Start the course
              </Link>
              <Link className="button button--quiet" to="/explorer">
                Open the Placement Explorer
              </Link>
            </p>
          </div>
          <LiveGrid />
        </section>

        <section className={styles.verdict}>
          <div>
            <h2>Where that is not so: which node, and why</h2>
            <p>
              <code>disk: SSD</code> looks right. A verdict names the node, what was expected, what was found, and the
              observation that refutes the answer.
            </p>
            <p className={styles.source}>
              A recorded run of <Link to="/labs/node-selector">a lab</Link> with one of its wrong answers.
            </p>
          </div>
          <Verdict output={facts.refusal} label="Recorded verdict" />
        </section>

        <section className={styles.doors} aria-label="Where to go">
          {doors.map(({ title, text, to, link }) => (
            <div key={title} className={styles.door}>
              <h2>{title}</h2>
              <p>{text}</p>
              <Link to={to}>{link}</Link>
            </div>
          ))}
        </section>

        <p className={styles.numbers}>
          <b>{facts.lessons}</b> lessons, <b>{facts.labs}</b> labs, and <b>{facts.wrongAnswers}</b> wrong answers, each
          proved wrong for the reason it states, on Kubernetes <b>{kubernetes}</b>.
        </p>
      </main>
    </Layout>
  );
}
