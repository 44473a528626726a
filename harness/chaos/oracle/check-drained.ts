import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

const BOUND_MS = 30_000;

/** I11: nothing is left to deliver and no model request is open, at the latest 30 s after the last fault. */
export function checkDrained({ outbox, requests, sessions, lastFaultAt, restedAt }: Evidence): Violation[] {
  const left = outbox.map(({ session_id, turn_id, segment }): Violation => {
    return { invariant: 'I11', session_id, says: `turn ${turn_id} segment ${segment} is still in the outbox` };
  });
  const [{ id: session_id } = { id: '' }] = sessions;
  const open = requests.filter((request) => request.outcome === 'in_progress');
  const busy = open.map(({ id, user_text }): Violation => {
    return { invariant: 'I11', session_id, says: `model request ${id} is still open: ${user_text.slice(0, 60)}` };
  });
  const tookMs = Math.round(restedAt - lastFaultAt);
  const late: Violation[] =
    tookMs > BOUND_MS
      ? [{ invariant: 'I11', session_id, says: `it took ${tookMs} ms until everything rested`, is_late: true }]
      : [];
  return [...left, ...busy, ...late];
}
