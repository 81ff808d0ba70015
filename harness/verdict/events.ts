import type { PlainVerdict } from '../result.ts';
import type { AnyObject } from './objects.ts';
import { plainVerdict } from './plain.ts';

/** An event as the core API shows it; repetitions are counted, in `count` or in `series`. */
export interface EventObject extends AnyObject {
  reason?: string;
  type?: string;
  message?: string;
  count?: number;
  series?: { count?: number };
  involvedObject?: { kind?: string; name?: string };
}

export interface ExpectedEvent {
  reason: string;
  type?: string;
  kind: string;
  name?: string;
  says?: readonly string[];
  atLeast: number;
}

/** How often each event, by UID, had happened before the step. */
export type EventCounts = ReadonlyMap<string, number>;

export function countEvents(events: readonly EventObject[]): EventCounts {
  return new Map(events.map((event) => [event.metadata.uid ?? '', timesOf(event)]));
}

/** Judges whether an event happened since the step began, and often enough. */
export function judgeEvents(
  expected: ExpectedEvent,
  { before, now }: { before: EventCounts; now: readonly EventObject[] },
): PlainVerdict {
  const { reason, says = [], atLeast } = expected;
  const fresh = now
    .map((event) => ({ event, times: timesOf(event) - (before.get(event.metadata.uid ?? '') ?? 0) }))
    .filter(({ times }) => times > 0);
  const about = fresh.filter(({ event }) => isAbout(expected, event));
  const right = about.filter(({ event }) => says.every((part) => event.message?.includes(part)));
  const times = right.reduce((sum, { times: more }) => sum + more, 0);
  const subject = `${expected.kind}${expected.name ? ` ${expected.name}` : ''}`;
  if (times >= atLeast)
    return plainVerdict('OK', `${reason} of ${subject} happened ${count(times)} since the step began.`);
  const wanted = `${expected.type ? `${expected.type} ` : ''}${reason} of ${subject}${saying(says)}`;
  return plainVerdict(
    'EVENT_MISSING',
    `Expected the event ${wanted} at least ${count(atLeast)} since the step began, but ${instead(times, about, fresh)}`,
  );
}

type Fresh = readonly { event: EventObject; times: number }[];

function instead(times: number, about: Fresh, fresh: Fresh): string {
  if (times > 0) return `it happened ${count(times)}.`;
  const other = about.at(-1)?.event.message;
  if (other !== undefined) return `it says: ${other}`;
  const seen = [...new Set(fresh.map(({ event }) => `${event.reason} of ${event.involvedObject?.kind}`))];
  return seen.length > 0 ? `only these happened: ${seen.slice(0, 6).join(', ')}.` : 'no event happened.';
}

function isAbout({ reason, type, kind, name }: ExpectedEvent, event: EventObject): boolean {
  return (
    event.reason === reason &&
    (type === undefined || event.type === type) &&
    event.involvedObject?.kind === kind &&
    (name === undefined || event.involvedObject.name === name)
  );
}

const timesOf = ({ count: times, series }: EventObject) => Math.max(series?.count ?? 0, times ?? 0, 1);
const count = (times: number) => (times === 1 ? 'once' : `${times} times`);
const saying = (says: readonly string[]) =>
  says.length > 0 ? `, saying ${says.map((text) => JSON.stringify(text)).join(' and ')},` : '';
