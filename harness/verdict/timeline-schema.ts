import * as z from 'zod';
import { timelineStates } from './timeline-states.ts';

const place = z.int().min(0);
const ms = z.int().min(0).describe('Milliseconds since the recording began');

/** What happened to pods during a lab or a rollout, as the watch of a real run told it; compact, and made to be replayed. */
export const timelineSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of this format'),
    nodes: z.array(z.string()).describe('Names of the nodes'),
    revisions: z.array(z.string()).describe('Revisions of the template, by the hash that their pods carry'),
    pods: z
      .array(z.tuple([z.string(), place.nullable(), place.nullable()]))
      .describe('Each pod: name, place of its node in `nodes`, place of its revision in `revisions`; null for none'),
    steps: z.array(z.tuple([ms, z.string()])).describe('The steps: when it began, and its id'),
    events: z
      .array(z.tuple([ms, place, place.max(timelineStates.length - 1)]))
      .describe(
        `Each change, in the order of their resource versions: when, place of the pod in \`pods\`, its new state (${timelineStates.map((state, at) => `${at} ${state}`).join(', ')})`,
      ),
    end: ms.describe('When the recording ended'),
    count: place.describe('How many events there are'),
    last: z
      .array(place.max(timelineStates.length - 1))
      .describe('The state of each pod that the API server listed at the end, by which the events are checked'),
  })
  .describe('A timeline of pods, recorded in a real run');
export type Timeline = z.output<typeof timelineSchema>;
