import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

/** I10: no process ends without being killed. */
export function checkCrashes({ crashes, sessions }: Evidence): Violation[] {
  const [{ id: session_id } = { id: '' }] = sessions;
  return crashes.map((says): Violation => ({ invariant: 'I10', session_id, says }));
}
