import type { FeedHint } from '@everruns/schemas';
import { isTurnEnd } from '../../events/turn-ends.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { WaitState } from '../state/wait-row.ts';
import type { EngineDeps } from './engine-deps.ts';

/** Events after which a list of sessions shows something else. */
const SHOWN: ReadonlySet<string> = new Set([
  'input.message.queued',
  'input.message.dropped',
  'session.activated',
  'session.idled',
  'session.tainted',
  'session.taint_cleared',
  'turn.started',
  'turn.completed',
  'turn.failed',
  'turn.canceled',
  'turn.parked',
  'turn.resumed',
]);

/** Tells the readers of the organization's feed what a committed change has changed. It costs one look-up while there are none. */
export function tellFeed({ hub: { feed } }: Pick<EngineDeps, 'hub'>, change: SessionChange): void {
  const { org_id, subject } = change.session;
  if (!feed.isFollowed(org_id)) return;
  for (const hint of hintsOf(change)) feed.publish(org_id, subject, hint);
}

function hintsOf({ session, events, newWaits, endedWaits }: SessionChange): FeedHint[] {
  const { id: session_id } = session;
  const waits = [...newWaits, ...endedWaits].map(toWaitHint);
  const runs = events.flatMap(({ type, turn_id }) =>
    turn_id !== null && isTurnEnd(type) ? [{ type: 'run.ended' as const, data: { session_id, turn_id } }] : [],
  );
  const isChanged = waits.length > 0 || events.some(({ type }) => SHOWN.has(type));
  return [...waits, ...runs, ...(isChanged ? [{ type: 'session.changed' as const, data: { session_id } }] : [])];
}

function toWaitHint({ id: wait_id, session_id, turn_id, kind, status }: WaitState): FeedHint {
  return { type: status === 'open' ? 'wait.opened' : 'wait.resolved', data: { session_id, turn_id, wait_id, kind } };
}
