import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

/** I8: every row of a session belongs to its organization. */
export function checkOrganizations({ sessions, turns, inputs, events, outbox }: Evidence): Violation[] {
  const owners = new Map(sessions.map(({ id, org_id }) => [id, org_id]));
  const rows = [
    ...turns.map((row) => ({ ...row, name: `turn ${row.id}` })),
    ...inputs.map((row) => ({ ...row, name: `queued message ${row.message_id}` })),
    ...events.map((row) => ({ ...row, name: `event ${row.sequence}` })),
    ...outbox.map((row) => ({ ...row, name: `outbox row of turn ${row.turn_id}` })),
  ];
  return rows.flatMap(({ session_id, org_id, name }): Violation[] =>
    owners.get(session_id) === org_id
      ? []
      : [{ invariant: 'I8', session_id, says: `${name} is of organization ${org_id}` }],
  );
}
