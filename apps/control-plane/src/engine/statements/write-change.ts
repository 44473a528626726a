import { toArrayLiteral } from '../../db/array-literal.ts';
import { runLastSql, runSql, type Database, type Tx } from '../../db/database.ts';
import { toChunks, type EventChunk } from '../state/event-chunks.ts';
import { factsOf } from '../state/session-facts.ts';
import type { SessionChange } from '../state/session-change.ts';
import {
  ATOM_COLUMNS,
  ATOM_PROGRESS,
  TURN_COLUMNS,
  TURN_PROGRESS,
  type AtomState,
  type TurnState,
} from '../state/rows.ts';
import { WAIT_COLUMNS } from '../state/wait-row.ts';
import { toNotices } from '../state/webhook-notices.ts';

/** Collects a statement's values. `bind` returns the `$n` of each. Values of JSON columns are texts. */
class Values {
  readonly list: unknown[] = [];

  bind(value: unknown): string {
    const isJson = typeof value === 'object' && value !== null && !(value instanceof Date) && !Array.isArray(value);
    return `$${this.list.push(isJson ? JSON.stringify(value) : value)}`;
  }

  /** Binds one parameter that is an array in SQL. */
  bindArray(items: readonly (string | null)[]): string {
    return `$${this.list.push(toArrayLiteral(items))}`;
  }

  bindJson(value: unknown): string {
    return `$${this.list.push(JSON.stringify(value))}`;
  }

  bindRows(table: string, rows: readonly unknown[]): string {
    return `json_populate_recordset(null::${table}, ${this.bindJson(rows)}::json)`;
  }
}

export const KEY_COLUMNS = 'org_id, scope, key, fingerprint, status, response';
export const CHUNK_COLUMNS = [
  'org_id',
  'session_id',
  'sequence',
  'id',
  'ts',
  'turn_id',
  'types',
  'contexts',
  'places',
  'data',
  'has_generation',
  'has_edit',
  'is_numbered',
];
export const DELIVERY_COLUMNS = 'org_id, kind, key, from_session, to_session, payload';
const INPUT_COLUMNS = 'org_id, message_id, session_id, turn_id, policy, message';

/**
 * Writes a whole change in one statement, which does nothing unless the session's row still has the version from which the change was
 * decided. Parts that the change does not have are left out. Null: another process wrote the row first.
 */
export async function writeChange(db: Database, change: SessionChange): Promise<string | null> {
  const { text, values } = toStatement(change, change.agent?.row_version ?? null);
  return versionOf(await runSql<{ version: string }>(db, text, values));
}

/** Like `writeChange`, as the last statement of a transaction that has locked the session, so its version cannot have changed. */
export async function writeLockedChange(tx: Tx, change: SessionChange): Promise<string> {
  const { text, values } = toStatement(change, null);
  const version = versionOf(await runLastSql<{ version: string }>(tx, text, values));
  if (version === null) throw new Error('a locked session was written by somebody else');
  return version;
}

const versionOf = (rows: readonly { version: string }[]): string | null => rows[0]?.version ?? null;

function toStatement(change: SessionChange, agentVersion: string | null): { text: string; values: unknown[] } {
  const values = new Values();
  const parts = [
    updateSession(change, agentVersion, values),
    ...writeTurns(change, values),
    ...insertAtoms(change, values),
    ...[...change.atoms.values()].map((atom) => updateAtom(atom, values)),
    ...writeWaits(change, values),
    ...writeDeliveries(change, values),
    ...insertEvents(change, values),
    ...insertDeliveries(change, values),
    ...writeInputs(change, values),
    ...writeOutbox(change, values),
    ...insertKey(change, values),
  ];
  const ctes = parts.map((part, index) => `${nameOf(index)} as (${part})`);
  return { text: `with ${ctes.join(',\n')}\nselect version from s`, values: values.list };
}

/** The session's part is named `s`; those that follow are `w1`, `w2` and so on. */
const nameOf = (part: number): string => (part === 0 ? 's' : `w${part}`);

/** Every other part depends on the row that this one returns. The agent's version counts if the change was decided from it. */
function updateSession(change: SessionChange, agentVersion: string | null, values: Values): string {
  const { session, newWaits, now } = change;
  const spawns = newWaits.some(({ kind }) => kind === 'subagent');
  const facts = Object.entries(factsOf(change)).map(([column, fact]) => `, ${column} = ${values.bind(fact)}`);
  const agent =
    agentVersion === null
      ? ''
      : ` and exists (select from agents g where (g.org_id = s.org_id) is true and g.id = s.agent_id and g.xmin = ${values.bind(agentVersion)}::xid)`;
  return `update sessions s set status = ${values.bind(session.status)}, active_turn_id = ${values.bind(session.active_turn_id)},
    queued_count = ${values.bind(session.queued_count)}, unread_input = ${values.bind(session.unread_input)},
    next_sequence = ${values.bind(session.next_sequence)}, usage = ${values.bindJson(session.usage)},
    taint = ${values.bind(session.taint)}, updated_at = ${values.bind(now)}${spawns ? ', has_children = true' : ''}${facts.join('')}
    where s.id = ${values.bind(session.id)} and (s.org_id = ${values.bind(session.org_id)}) is true and s.xmin = ${values.bind(session.version)}::xid${agent}
    returning s.org_id, s.id, s.xmin::text as version`;
}

/**
 * A session has one active turn, by an index that is checked row by row, so the turn that ends is written before the one that begins.
 * PostgreSQL orders the parts of a statement only if one reads another, so each part reads the one before.
 */
function writeTurns(change: SessionChange, values: Values): string[] {
  const updates = [...change.turns.values()].map((turn, index) => updateTurn(turn, nameOf(index), values));
  return change.newTurns.size === 0 ? updates : [...updates, insertTurns(change, nameOf(updates.length), values)];
}

function insertTurns({ newTurns }: SessionChange, from: string, values: Values): string {
  const columns = TURN_COLUMNS.map((column) => `r.${column}`).join(', ');
  return `insert into turns (${TURN_COLUMNS.join(', ')}) select ${columns} from ${from}, ${values.bindRows('turns', [...newTurns.values()])} r`;
}

function updateTurn(turn: TurnState, from: string, values: Values): string {
  const progress = TURN_PROGRESS.map((column) => `${column} = ${bindColumn(turn[column], values)}`).join(', ');
  return `update turns t set ${progress} from ${from} s where (t.org_id = s.org_id) is true and t.id = ${values.bind(turn.id)} returning s.org_id, s.id`;
}

function insertAtoms({ newAtoms }: SessionChange, values: Values): string[] {
  if (newAtoms.size === 0) return [];
  const columns = ATOM_COLUMNS.map((column) => `r.${column}`).join(', ');
  return [
    `insert into atoms (${ATOM_COLUMNS.join(', ')}) select ${columns} from s, ${values.bindRows('atoms', [...newAtoms.values()])} r`,
  ];
}

function updateAtom(atom: AtomState, values: Values): string {
  const progress = ATOM_PROGRESS.map((column) => `${column} = ${bindColumn(atom[column], values)}`).join(', ');
  return `update atoms a set ${progress} from s where (a.org_id = s.org_id) is true and a.turn_id = ${values.bind(atom.turn_id)}
    and a.iteration = ${values.bind(atom.iteration)} and a.kind = ${values.bind(atom.kind)} and a.ordinal = ${values.bind(atom.ordinal)}`;
}

function writeWaits({ newWaits, endedWaits }: SessionChange, values: Values): string[] {
  const parts: string[] = [];
  if (newWaits.length > 0) {
    const columns = WAIT_COLUMNS.map((column) => `r.${column}`).join(', ');
    parts.push(
      `insert into waits (${WAIT_COLUMNS.join(', ')}) select ${columns} from s, ${values.bindRows('waits', newWaits)} r`,
    );
  }
  if (endedWaits.length > 0) {
    parts.push(`update waits w set status = r.status, resolution = r.resolution, resolved_by = r.resolved_by, resolved_at = r.resolved_at
      from s, ${values.bindRows('waits', endedWaits)} r where (w.org_id = s.org_id) is true and w.id = r.id and w.status = 'open'`);
  }
  return parts;
}

/** The process that commits delivers at once; the sweep takes what is still there a second later. */
function writeDeliveries({ deliveries }: SessionChange, values: Values): string[] {
  if (deliveries.length === 0) return [];
  return [
    `insert into deliveries (${DELIVERY_COLUMNS}, next_at) select ${DELIVERY_COLUMNS.replaceAll(/\w+/g, 'r.$&')}, now() + interval '1 second'
      from s, ${values.bindRows('deliveries', deliveries)} r on conflict (key) do nothing`,
  ];
}

/** A list is a JSON column here, never an SQL array. */
function bindColumn(value: unknown, values: Values): string {
  return Array.isArray(value) ? values.bindJson(value) : values.bind(value);
}

/** A change is one chunk, except where it ends one turn and starts another, is long, or was merged from several. */
function insertEvents({ events }: SessionChange, values: Values): string[] {
  return toChunks(events).map((chunk) => insertChunk(chunk, values));
}

function insertChunk(chunk: EventChunk, values: Values): string {
  const { sequence, id, ts, turn_id, types, contexts, places, data, has_generation, has_edit } = chunk;
  const list = (items: readonly string[], type: string) => `${values.bindArray(items)}::${type}[]`;
  return `insert into event_chunks (${CHUNK_COLUMNS.join(', ')})
    select s.org_id, s.id, ${values.bind(sequence)}::bigint, ${values.bind(id)}::uuid, ${values.bind(ts)}::timestamptz, ${values.bind(turn_id)}::uuid,
      ${list(types, 'text')}, ${list(contexts, 'json')}, ${list(places.map(String), 'smallint')}, ${list(data, 'json')},
      ${values.bind(has_generation)}::boolean, ${values.bind(has_edit)}::boolean, true from s`;
}

/** One row for each webhook of the organization that wants to know of it. `from` yields the session and `r`, a notice. */
export const INSERT_DELIVERIES = (from: string): string =>
  `insert into webhook_deliveries (org_id, id, webhook_id, event, data, next_at, created_at)
    select s.org_id, gen_random_uuid(), w.id, r.event, r.data, date_trunc('milliseconds', now()), date_trunc('milliseconds', now())
    from ${from} join webhooks w on w.org_id = s.org_id and w.status = 'active' and r.event = any(w.events)`;
export const NOTICE_COLUMNS = '(session_id uuid, event text, data json)';

function insertDeliveries(change: SessionChange, values: Values): string[] {
  const notices = toNotices(change);
  if (notices.length === 0) return [];
  return [
    INSERT_DELIVERIES(`s cross join json_to_recordset(${values.bindJson(notices)}::json) as r ${NOTICE_COLUMNS}`),
  ];
}

function writeInputs({ putInputs, takenInputs }: SessionChange, values: Values): string[] {
  const parts: string[] = [];
  if (putInputs.length > 0) {
    const columns = INPUT_COLUMNS.replaceAll(/\w+/g, 'r.$&');
    parts.push(`insert into turn_inputs (${INPUT_COLUMNS}) select ${columns} from s, ${values.bindRows('turn_inputs', putInputs)} r
      on conflict (message_id) do update set turn_id = excluded.turn_id, policy = excluded.policy, message = excluded.message`);
  }
  if (takenInputs.length > 0) {
    parts.push(
      `delete from turn_inputs i using s where (i.org_id = s.org_id) is true and i.message_id = any(${values.bindArray(takenInputs)}::uuid[])`,
    );
  }
  return parts;
}

/** The replica that commits delivers the row at once; the sweep takes the rows that are still there a second later. */
function writeOutbox({ outbox, claimed }: SessionChange, values: Values): string[] {
  const parts = outbox.map(
    (turn) => `insert into outbox (org_id, turn_id, session_id, segment, next_at)
      select s.org_id, ${values.bind(turn.id)}::uuid, s.id, ${values.bind(turn.segment)}::int, now() + interval '1 second' from s`,
  );
  if (claimed !== null) {
    parts.push(
      `delete from outbox o using s where (o.org_id = s.org_id) is true and o.turn_id = ${values.bind(claimed.id)} and o.segment <= ${values.bind(claimed.segment)}`,
    );
  }
  return parts;
}

function insertKey({ idempotency }: SessionChange, values: Values): string[] {
  if (idempotency === null) return [];
  const columns = KEY_COLUMNS.replaceAll(/\w+/g, 'r.$&');
  return [
    `insert into idempotency_keys (${KEY_COLUMNS}) select ${columns} from s, ${values.bindRows('idempotency_keys', [idempotency])} r`,
  ];
}
