import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import type { LabData } from '../../plugins/course/types.ts';
import { Paragraphs } from '../Inline/index.tsx';
import { LabDone } from '../Progress/LabDone.tsx';
import Topology from '../Topology/index.ts';
import { Facts } from './Facts.tsx';
import { Files } from './Files.tsx';
import { Hints } from './Hints.tsx';
import styles from './lab.module.css';
import { Part } from './Part.tsx';
import { RunIt } from './RunIt.tsx';
import { Solution } from './Solution.tsx';
import { Steps } from './Steps.tsx';
import { Traps } from './Traps.tsx';

interface LabProps {
  data: LabData;
  /** Level of the headings inside it. */
  level: 2 | 3;
}

/** Everything of a lab, in the order in which a learner needs it. */
export function LabBody({ data, level }: LabProps): ReactNode {
  return (
    <>
      <Facts data={data} />
      <Part title="Your task" level={level}>
        <div className={styles.task}>
          <Paragraphs text={data.task} />
        </div>
      </Part>
      <Part title="The nodes" level={level}>
        <Topology data={data.topology} />
      </Part>
      <Part title="What you begin with" level={level}>
        <Files data={data} />
      </Part>
      <Part title="Do it" level={level}>
        <RunIt data={data} />
      </Part>
      <Part title="The steps, and what must hold after each" level={level}>
        <Steps data={data} level={level} />
      </Part>
      {data.hints.length > 0 && (
        <Part title="Hints" level={level}>
          <Hints hints={data.hints} />
        </Part>
      )}
      <Part title="The right answer" level={level}>
        <Solution data={data} />
      </Part>
      {data.traps.length > 0 && (
        <Part title="Wrong answers that people give" level={level}>
          <Traps data={data} />
        </Part>
      )}
      <footer className={styles.end}>
        <LabDone slug={data.slug} />
        {level === 3 && <Link to={`/labs/${data.slug}`}>This lab on a page of its own</Link>}
      </footer>
    </>
  );
}

/** A lab inside a lesson: a card that begins with the heading that the page gave it. */
export default function Lab({ data, children }: { data: LabData; children?: ReactNode }): ReactNode {
  return (
    <section className={styles.card} data-lab={data.slug}>
      {children}
      <LabBody data={data} level={3} />
    </section>
  );
}
