import { useLocation } from '@docusaurus/router';
import useBaseUrl from '@docusaurus/useBaseUrl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Timeline } from '../../../harness/verdict/timeline.ts';
import { Digest } from './Digest.tsx';
import type { ReplayData } from './data.ts';
import { timeText } from './digest.ts';
import styles from './replay.module.css';
import { Screen } from './Screen.tsx';

/** What `<Replay>` takes. */
export interface ReplayProps {
  data: ReplayData;
  /** Whether it begins to play by itself, where the reader does not ask for less motion. */
  autoplay?: boolean;
  /** Below which heading it stands; without one its title is not shown. */
  heading?: 'h2' | 'h3';
}

/** A recorded run, to be played, paused and searched; with all of it in words below. */
export function Replay({ data, autoplay = false, heading: Heading }: ReplayProps): ReactNode {
  const ref = useRef<HTMLElement>(null);
  const { timeline, problem, load } = useTimeline(data, ref);
  const moment = useMoment(data);
  return (
    <figure ref={ref} className={styles.replay} aria-label={`Recording: ${data.title}`}>
      {Heading && <Heading className={styles.title}>{data.title}</Heading>}
      {timeline ? (
        <Screen
          key={data.id}
          data={data}
          timeline={timeline}
          autoplay={autoplay && moment === undefined}
          moment={moment}
        />
      ) : (
        <div className={styles.poster} style={{ aspectRatio: data.nodes > 200 ? '2 / 1' : '4 / 1' }}>
          {problem ? (
            <p role="alert">
              The recording could not be loaded: {problem}.{' '}
              <button type="button" className="button button--quiet" onClick={load}>
                Try again
              </button>
            </p>
          ) : (
            <p>
              {data.nodes.toLocaleString('en')} nodes, {timeText(data.end)} of a real run.
            </p>
          )}
        </div>
      )}
      <Digest data={data} timeline={timeline} />
    </figure>
  );
}

/** The timeline: there from the beginning, or fetched when it comes near the window. */
function useTimeline({ timeline, url }: ReplayData, ref: { current: HTMLElement | null }) {
  const address = useBaseUrl(url ?? '');
  const [fetched, setFetched] = useState<{ url: string; timeline: Timeline }>();
  const [problem, setProblem] = useState<string>();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another fetch
  useEffect(() => {
    if (timeline || url === undefined || !ref.current) return;
    const ended = new AbortController();
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        fetchTimeline(address, ended.signal).then(
          (found) => setFetched({ url, timeline: found }),
          (cause: unknown) =>
            ended.signal.aborted || setProblem(cause instanceof Error ? cause.message : String(cause)),
        );
      },
      { rootMargin: '600px' },
    );
    observer.observe(ref.current);
    return () => {
      observer.disconnect();
      ended.abort();
    };
  }, [timeline, url, address, ref, tries]);
  const load = () => {
    setProblem(undefined);
    setTries((before) => before + 1);
  };
  return { timeline: timeline ?? (fetched?.url === url ? fetched?.timeline : undefined), problem, load };
}

async function fetchTimeline(address: string, signal: AbortSignal): Promise<Timeline> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return (await response.json()) as Timeline;
}

/** The moment that the address names: `?t=12.5`, or `?replay=ID&t=12.5` where a page has several. */
function useMoment({ id, end }: ReplayData): number | undefined {
  const { search } = useLocation();
  const [moment, setMoment] = useState<number>();
  // The server knows no address, so the first picture is the same everywhere.
  useEffect(() => {
    const query = new URLSearchParams(search);
    const seconds = Number.parseFloat(query.get('t') ?? '');
    const isOurs = (query.get('replay') ?? id) === id;
    setMoment(isOurs && Number.isFinite(seconds) ? Math.max(0, Math.min(end, seconds * 1000)) : undefined);
  }, [search, id, end]);
  return moment;
}
