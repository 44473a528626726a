import type { Tx } from '../../db/database.ts';
import { runLastSql } from '../../db/database.ts';
import type { SessionChange } from '../session-change.ts';
import { ATOM_COLUMNS, TURN_COLUMNS } from '../state.ts';

const upsert = (table: string, columns: readonly string[], key: readonly string[]) => {
  const changed = columns.filter((column) => !key.includes(column) && column !== 'org_id');
  return (parameter: string) =>
    `insert into ${table} (${columns.join(', ')})
     select ${columns.join(', ')} from json_populate_recordset(null::${table}, ${parameter}::json)
     on conflict (${key.join(', ')}) do update set ${changed.map((column) => `${column} = excluded.${column}`).join(', ')}`;
};

const upsertTurns = upsert('turns', TURN_COLUMNS, ['id']);
const upsertAtoms = upsert('atoms', ATOM_COLUMNS, ['turn_id', 'iteration', 'kind', 'ordinal']);
const upsertInputs = upsert(
  'turn_inputs',
  ['org_id', 'message_id', 'session_id', 'turn_id', 'policy', 'message'],
  ['message_id'],
);

const EVENT_COLUMNS = 'org_id, session_id, sequence, id, type, ts, turn_id, context, data';
const KEY_COLUMNS = 'org_id, scope, key, fingerprint, status, response';

/** Writes a whole change in one statement, the last of its transaction; parts that it does not have are left out of the text. */
export async function writeChange(tx: Tx, change: SessionChange): Promise<void> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const rows = (items: readonly unknown[]) => bind(JSON.stringify(items));
  const { session } = change;
  const main = `update sessions set status = ${bind(session.status)}, active_turn_id = ${bind(session.active_turn_id)}::uuid,
    queued_count = ${bind(session.queued_count)}, unread_input = ${bind(session.unread_input)}, next_sequence = ${bind(session.next_sequence)},
    usage = ${bind(JSON.stringify(session.usage))}, updated_at = ${bind(change.now)}
    where org_id = ${bind(session.org_id)} and id = ${bind(session.id)}`;
  const parts: string[] = [];
  if (change.turns.size > 0) parts.push(upsertTurns(rows([...change.turns.values()])));
  if (change.atoms.size > 0) parts.push(upsertAtoms(rows([...change.atoms.values()])));
  if (change.events.length > 0) {
    parts.push(
      `insert into events (${EVENT_COLUMNS}) select ${EVENT_COLUMNS} from json_populate_recordset(null::events, ${rows(change.events)}::json)`,
    );
  }
  if (change.putInputs.length > 0) parts.push(upsertInputs(rows(change.putInputs)));
  if (change.takenInputs.length > 0) {
    parts.push(
      `delete from turn_inputs where org_id = ${bind(session.org_id)} and message_id = any(${bind(change.takenInputs)}::uuid[])`,
    );
  }
  if (change.outbox.length > 0) parts.push(insertOutbox(change, rows));
  if (change.claimed !== null) {
    parts.push(
      `delete from outbox where turn_id = ${bind(change.claimed.id)} and segment <= ${bind(change.claimed.segment)}`,
    );
  }
  if (change.idempotency !== null) {
    parts.push(
      `insert into idempotency_keys (${KEY_COLUMNS}) select ${KEY_COLUMNS} from json_populate_recordset(null::idempotency_keys, ${rows([change.idempotency])}::json)`,
    );
  }
  const ctes = parts.map((part, index) => `w${index} as (${part})`);
  await runLastSql(tx, ctes.length === 0 ? main : `with ${ctes.join(',\n')}\n${main}`, values);
}

/** The replica that commits delivers at once; the sweep takes what is still there a second later. */
function insertOutbox(change: SessionChange, rows: (items: readonly unknown[]) => string): string {
  const items = change.outbox.map((turn) => ({
    org_id: turn.org_id,
    turn_id: turn.id,
    session_id: turn.session_id,
    segment: turn.segment,
  }));
  return `insert into outbox (org_id, turn_id, session_id, segment, next_at)
    select org_id, turn_id, session_id, segment, now() + interval '1 second' from json_populate_recordset(null::outbox, ${rows(items)}::json)`;
}
