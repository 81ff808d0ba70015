import type { Api } from '../cluster/api.ts';
import type { Provider } from '../cluster/provider.ts';
import type { Lab } from '../lab/index.ts';
import { TimelineRecording } from '../observe/timeline.ts';
import { timelineText } from '../verdict/timeline-text.ts';
import { timelinePath, writeRecording } from './recording.ts';

/** What of a run's context it takes. */
interface TimelineContext {
  api: Api;
  provider: Pick<Provider, 'name'>;
  record?: boolean;
  signal?: AbortSignal;
}

/** The timeline of a solution that is recorded, where its lab asks for one. */
export interface LabTimeline {
  step: (id: string) => void;
  /** Writes it beside what the steps print. */
  write: () => Promise<void>;
  /** Ends it; what was not written is lost. */
  end: () => void;
}

/** Begins the timeline of a lab; without one to record, what comes back does nothing. */
export async function beginTimeline(
  lab: Lab,
  namespace: string,
  { api, provider, record, signal }: TimelineContext,
): Promise<LabTimeline> {
  if (!record || !lab.timeline) return { step: () => undefined, write: async () => undefined, end: () => undefined };
  const ended = new AbortController();
  const recording = await TimelineRecording.begin(api, {
    namespace,
    signal: signal ? AbortSignal.any([ended.signal, signal]) : ended.signal,
  });
  return {
    step: (id) => recording.step(id),
    write: async () => writeRecording(timelinePath(lab, provider.name), timelineText(await recording.finish())),
    end: () => ended.abort(),
  };
}
