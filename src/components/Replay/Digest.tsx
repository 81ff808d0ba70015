import type { ReactNode } from 'react';
import { type Timeline, timelineStates } from '../../../harness/verdict/timeline.ts';
import type { ReplayData } from './data.ts';
import { digestText, timeText } from './digest.ts';
import styles from './replay.module.css';

/** Beyond so many events a list of them helps nobody. */
const mostListed = 100;

/** The recording in words: what became of the pods in each step, and, where they are few, every event. */
export function Digest({ data, timeline }: { data: ReplayData; timeline: Timeline | undefined }): ReactNode {
  return (
    <details className={styles.digest}>
      <summary>In words</summary>
      <ol>
        {data.steps.map((step) => (
          <li key={step.id}>
            <strong>{step.title}</strong>, from {timeText(step.at)} to {timeText(step.until)}: {digestText(step)}.
          </li>
        ))}
      </ol>
      {data.note && <p>{data.note}</p>}
      {timeline && timeline.events.length <= mostListed && <Events timeline={timeline} />}
    </details>
  );
}

function Events({ timeline: { events, pods, nodes, revisions } }: { timeline: Timeline }): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: what scrolls must be reachable by keyboard, and is no landmark
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the same
    <div className={styles.events} role="group" tabIndex={0} aria-label="Every event">
      <table>
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">Node</th>
            <th scope="col">Pod</th>
            {revisions.length > 1 && <th scope="col">Revision</th>}
            <th scope="col">Is now</th>
          </tr>
        </thead>
        <tbody>
          {events.map(([at, pod, state], index) => {
            const [name, node, revision] = pods[pod] ?? ['', null, null];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: an event is its place in the order
              <tr key={index}>
                <td>{timeText(at)}</td>
                <td>{node === null ? 'none' : nodes[node]}</td>
                <td>{name}</td>
                {revisions.length > 1 && <td>{revision === null ? '' : revision + 1}</td>}
                <td>{timelineStates[state]}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
