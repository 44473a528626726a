import { runSql, type Database } from '../../db/database.ts';
import type { SessionChange } from '../state/session-change.ts';
import { ATOM_COLUMNS, ATOM_PROGRESS, TURN_COLUMNS, TURN_PROGRESS } from '../state/rows.ts';
import { toChunks, type EventChunk } from '../state/event-chunks.ts';
import { FACT_COLUMNS, factsOf, KEEP_OR_SET_FACTS } from '../state/session-facts.ts';
import { toNotices } from '../state/webhook-notices.ts';
import { CHUNK_COLUMNS, INSERT_DELIVERIES, KEY_COLUMNS, NOTICE_COLUMNS } from './write-change.ts';

type Field = {
  [Name in keyof SessionChange]: SessionChange[Name] extends (...given: never[]) => unknown ? never : Name;
}[keyof SessionChange];

/**
 * What becomes of each field of a change in the grouped statement: it has a part there, or is in the row of the session, or forbids
 * grouping, or is no part of what is written. A field without an entry, and a part without a statement, do not compile (E31).
 */
const FIELDS = {
  newTurns: 'part',
  turns: 'part',
  newAtoms: 'part',
  atoms: 'part',
  outbox: 'part',
  events: 'part',
  idempotency: 'part',
  session: 'row',
  agent: 'row',
  now: 'row',
  putInputs: 'forbids',
  takenInputs: 'forbids',
  claimed: 'forbids',
  newWaits: 'forbids',
  endedWaits: 'forbids',
  deliveries: 'forbids',
  begun: 'told',
  closedAtoms: 'told',
  stoppedTurns: 'told',
  conversation: 'told',
} as const satisfies Record<Field, 'part' | 'row' | 'forbids' | 'told'>;

type FieldsThat<Fate> = { [Name in Field]: (typeof FIELDS)[Name] extends Fate ? Name : never }[Field];

const FORBIDDING: Record<FieldsThat<'forbids'>, (change: SessionChange) => boolean> = {
  putInputs: ({ putInputs }) => putInputs.length > 0,
  takenInputs: ({ takenInputs }) => takenInputs.length > 0,
  claimed: ({ claimed }) => claimed !== null,
  newWaits: ({ newWaits }) => newWaits.length > 0,
  endedWaits: ({ endedWaits }) => endedWaits.length > 0,
  deliveries: ({ deliveries }) => deliveries.length > 0,
};
const FORBIDS = Object.values(FORBIDDING);

/** Whether a change contains only what every step of a turn writes. Any other change is written by its own statement. */
export function isBatchable(change: SessionChange): boolean {
  return change.turns.size + change.newTurns.size <= 1 && !FORBIDS.some((forbids) => forbids(change));
}

/**
 * Writes batchable changes of different sessions in one statement and returns the versions of the committed ones, by session. Each is
 * compared and set by itself; one whose session is locked is left out instead of waited for, and is then decided again alone.
 */
export async function writeChanges(db: Database, changes: readonly SessionChange[]): Promise<Map<string, string>> {
  const { text, values } = toStatement(changes);
  const rows = await runSql<{ id: string; version: string }>(db, text, values);
  return new Map(rows.map(({ id, version }) => [id, version]));
}

const SESSIONS = `r as (select * from json_to_recordset($1::json) as r (org_id uuid, id uuid, version xid, agent_version xid, status text,
    active_turn_id uuid, queued_count int, unread_input int, next_sequence bigint, usage jsonb, taint json, updated_at timestamptz,
    ${FACT_COLUMNS})),
  free as (select id from sessions where id = any($2::uuid[]) for no key update skip locked),
  s as (update sessions s set status = r.status, active_turn_id = r.active_turn_id, queued_count = r.queued_count,
    unread_input = r.unread_input, next_sequence = r.next_sequence, usage = r.usage, taint = r.taint, updated_at = r.updated_at,
    ${KEEP_OR_SET_FACTS}
    from r join free using (id) where s.id = r.id and (s.org_id = r.org_id) is true and s.xmin = r.version
    and (r.agent_version is null or exists (select from agents g
      where (g.org_id = s.org_id) is true and g.id = s.agent_id and g.xmin = r.agent_version))
    returning s.org_id, s.id, s.xmin::text as version)`;

const fromRows = (table: string, parameter: string): string =>
  `s join json_populate_recordset(null::${table}, ${parameter}::json) r on r.session_id = s.id`;
const insert = (table: string, columns: readonly string[]) => (parameter: string) =>
  `insert into ${table} (${columns.join(', ')}) select ${columns.map((column) => `r.${column}`).join(', ')} from ${fromRows(table, parameter)}`;
const assign = (columns: readonly string[]): string => columns.map((column) => `${column} = r.${column}`).join(', ');

const INSERT_TURNS = insert('turns', TURN_COLUMNS);
const UPDATE_TURNS = (parameter: string): string =>
  `update turns t set ${assign(TURN_PROGRESS)} from ${fromRows('turns', parameter)} where t.id = r.id and (t.org_id = s.org_id) is true`;
const INSERT_ATOMS = insert('atoms', ATOM_COLUMNS);
const UPDATE_ATOMS = (parameter: string): string =>
  `update atoms a set ${assign(ATOM_PROGRESS)} from ${fromRows('atoms', parameter)} where (a.org_id = s.org_id) is true
    and a.turn_id = r.turn_id and a.iteration = r.iteration and a.kind = r.kind and a.ordinal = r.ordinal`;
/** As in `writeOutbox`: the replica that commits delivers the row at once. */
const INSERT_OUTBOX = (parameter: string): string =>
  `insert into outbox (org_id, turn_id, session_id, segment, next_at)
    select s.org_id, r.id, s.id, r.segment, now() + interval '1 second' from ${fromRows('turns', parameter)}`;
const INSERT_CHUNKS = insert('event_chunks', CHUNK_COLUMNS);
const INSERT_KEYS = (parameter: string): string =>
  `insert into idempotency_keys (${KEY_COLUMNS}) select r.org_id, scope, key, fingerprint, r.status, response from s
    join json_to_recordset(${parameter}::json) as r (session_id uuid, org_id uuid, scope text, key text, fingerprint text, status int, response json)
    on r.session_id = s.id`;

interface Part {
  write: (parameter: string) => string;
  rowsOf: (change: SessionChange) => readonly string[];
}

const PART_OF: Record<FieldsThat<'part'>, Part> = {
  newTurns: { write: INSERT_TURNS, rowsOf: ({ newTurns }) => rowsOf(newTurns) },
  turns: { write: UPDATE_TURNS, rowsOf: ({ turns }) => rowsOf(turns) },
  newAtoms: { write: INSERT_ATOMS, rowsOf: ({ newAtoms }) => rowsOf(newAtoms) },
  atoms: { write: UPDATE_ATOMS, rowsOf: ({ atoms }) => rowsOf(atoms) },
  outbox: { write: INSERT_OUTBOX, rowsOf: ({ outbox }) => outbox.map((turn) => JSON.stringify(turn)) },
  events: { write: INSERT_CHUNKS, rowsOf: ({ events }) => toChunks(events).map(chunkRow) },
  idempotency: { write: INSERT_KEYS, rowsOf: keyRow },
};
/** What webhooks are told of the events. */
const TELL_WEBHOOKS: Part = {
  write: (parameter) =>
    INSERT_DELIVERIES(`s join json_to_recordset(${parameter}::json) as r ${NOTICE_COLUMNS} on r.session_id = s.id`),
  rowsOf: (change) => toNotices(change).map((notice) => JSON.stringify(notice)),
};
const PARTS: readonly Part[] = [...Object.values(PART_OF), TELL_WEBHOOKS];

/** Parts without rows are left out. That makes few texts in all, and each is prepared once for each connection. */
function toStatement(changes: readonly SessionChange[]): { text: string; values: unknown[] } {
  const rows = PARTS.map((part) => changes.flatMap(part.rowsOf));
  const values = [JSON.stringify(changes.map(sessionRow)), changes.map((change) => change.session.id)];
  for (const list of rows) if (list.length > 0) values.push(`[${list.join(',')}]`);
  return { text: textFor(PARTS.filter((_, index) => rows[index]?.length !== 0)), values };
}

const texts = new Map<string, string>();

function textFor(parts: readonly Part[]): string {
  const shape = parts.map((part) => PARTS.indexOf(part)).join();
  let text = texts.get(shape);
  if (text === undefined) {
    const writes = parts.map(({ write }, index) => `w${index} as (${write(`$${index + 3}`)})`);
    text = `with ${[SESSIONS, ...writes].join(',\n')}\nselect id, version from s`;
    texts.set(shape, text);
  }
  return text;
}

function rowsOf(states: ReadonlyMap<string, unknown>): string[] {
  return Array.from(states.values(), (state) => JSON.stringify(state));
}

function sessionRow(change: SessionChange): Record<string, unknown> {
  const { session, agent, now } = change;
  return { ...session, ...factsOf(change), agent_version: agent?.row_version ?? null, updated_at: now };
}

/** Ids, types and times are generated here, so they need no escaping. The texts are stored as they are. */
function chunkRow(chunk: EventChunk): string {
  const turnId = chunk.turn_id === null ? 'null' : `"${chunk.turn_id}"`;
  return (
    `{"org_id":"${chunk.org_id}","session_id":"${chunk.session_id}","sequence":${chunk.sequence},"id":"${chunk.id}","ts":"${chunk.ts}",` +
    `"turn_id":${turnId},"types":["${chunk.types.join('","')}"],"contexts":[${chunk.contexts.join()}],"places":[${chunk.places.join()}],` +
    `"data":[${chunk.data.join()}],"has_generation":${chunk.has_generation},"has_edit":${chunk.has_edit},"is_numbered":true}`
  );
}

function keyRow({ idempotency, session }: SessionChange): string[] {
  return idempotency === null ? [] : [JSON.stringify({ ...idempotency, session_id: session.id })];
}
