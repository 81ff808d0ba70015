import { countEvents, type EventObject, judgeEvents } from '../../verdict/events.ts';
import type { Kind } from './kind.ts';
import { settled } from './settling.ts';

export const events: Kind<'events'> = async (expectation, context) => {
  const { reason, type, kind, name, says, atLeast } = expectation;
  const expected = { reason, kind, atLeast, ...(type && { type }), ...(name && { name }), ...(says && { says }) };
  const path = `/api/v1/namespaces/${expectation.namespace ?? context.namespace}/events`;
  const before = countEvents((await context.api.list<EventObject>(path)).items);
  return () =>
    settled(
      {
        collections: [{ path }],
        judge: ([now = []]) => judgeEvents(expected, { before, now: now as readonly EventObject[] }),
      },
      expectation,
      context,
    );
};
