import type { EventDraft, SessionId } from '@everruns/schemas';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { sequenceInEventId } from '../kernel/event-id.ts';
import type { EventTextRow } from '../repositories/event-rows.ts';
import { findLogPlace, listEventRows, type EventListQuery } from '../repositories/events.ts';
import { loadMessages } from './statements/load.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { asLogOf, erase, fork, readLog } from './testing/fork-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

/** `at` chooses the session, and `place` where in its log. */
const Step = fc.record({
  at: fc.nat(),
  what: fc.constantFrom('say', 'call', 'leave open', 'summarize', 'exclude', 'fork', 'fork', 'erase'),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Step = typeof Step extends fc.Arbitrary<infer Value> ? Value : never;

/** What each log must be. */
type Expected = Map<SessionId, EventTextRow[]>;

async function play(expected: Expected, { at, what, place }: Step): Promise<void> {
  const ids = [...expected.keys()];
  const session = ids[at % ids.length];
  const log = session === undefined ? undefined : expected.get(session);
  if (session === undefined || log === undefined) return;
  const isBusy =
    (await runSql(kit.database.db, 'select 1 from sessions where id = $1 and active_turn_id is not null', [session]))
      .length > 0;
  if (what === 'fork') {
    const asked = 1 + Math.floor(place * (log.length - 1));
    const { id } = await fork(kit, session, { at_sequence: asked });
    const own = (await readLog(kit, id)).slice(asked);
    expected.set(id, [...asLogOf(id, log.slice(0, asked)), ...own]);
    return;
  }
  if (what === 'erase') {
    if (isBusy || ids.length < 3) return;
    await erase(kit, session);
    expected.delete(session);
    return;
  }
  if (isBusy) await kit.verbs.cancelSession(CTX, { session_id: session, idempotency: null });
  await (what === 'exclude' ? exclude(session, place) : speak(session, what));
  // Only what is new is taken from the session itself.
  expected.set(session, [...log, ...(await readLog(kit, session)).slice(log.length)]);
}

async function speak(session: SessionId, how: Exclude<Step['what'], 'fork' | 'erase' | 'exclude'>): Promise<void> {
  const { turn } = await kit.post(session, `${how} ${v7()}`);
  const begun = await kit.begin(turn.id);
  if (how === 'say') return void (await kit.commitReason(begun));
  if (how === 'summarize') {
    const before = summarize(session, begun.head_sequence);
    return void (await kit.commitReason(begun, { before }));
  }
  await kit.commitReason(begun, { calls: ['look', 'put'] });
  await kit.commitAct(await kit.begin(turn.id, { kind: 'act', ordinal: 0 }));
  if (how === 'leave open') return;
  await kit.commitAct(await kit.begin(turn.id, { kind: 'act', ordinal: 1 }));
  await kit.commitReason(await kit.begin(turn.id, { iteration: 2 }));
}

/** Covers everything but what was said last. */
function summarize(session_id: SessionId, head: number): EventDraft[] {
  const covered_through_sequence = Math.max(1, head - 4);
  const tokens = { tokens_before: 9, tokens_after: 1 };
  const said = { id: v7(), session_id, role: 'user', content: [{ type: 'text', text: 'In short.' }] };
  const message = {
    ...said,
    compaction: { covered_through_sequence, kept_sequences: [2] },
    created_at: new Date().toISOString(),
  };
  return [{ type: 'context.compacted', data: { ...tokens, message } } as unknown as EventDraft];
}

async function exclude(session_id: SessionId, place: number): Promise<void> {
  const { data } = await kit.verbs.listMessages(CTX, { session_id, limit: 100, order: 'asc' });
  const said = data.filter(({ role }) => role !== 'tool_result');
  const message = said[Math.floor(place * (said.length - 1))];
  if (message === undefined) return;
  await kit.verbs.excludeMessage(CTX, { session_id, message_id: message.id, idempotency: null });
}

const PUT = `insert into events (org_id, session_id, sequence, id, type, ts, turn_id, context, data)
  select org_id, session_id, sequence, id, type, ts, turn_id, context, data from json_to_recordset($1::json)
    as r (org_id uuid, session_id uuid, sequence bigint, id uuid, type text, ts timestamptz, turn_id uuid, context json, data json) order by sequence`;
const SESSION = `insert into sessions (org_id, id, agent_id, tags, usage, subject, next_sequence, created_at, updated_at)
  select org_id, $2, agent_id, tags, usage, subject, $3, created_at, updated_at from sessions where id = $1`;

/** Makes a session whose log is a copy, one row an event, as the first release wrote it. */
async function copy(session: SessionId, log: readonly EventTextRow[]): Promise<SessionId> {
  const id = v7() as SessionId;
  await runSql(kit.database.db, SESSION, [session, id, log.length + 1]);
  const rows = asLogOf(id, log).map((row) => ({
    ...row,
    context: JSON.parse(row.context),
    data: JSON.parse(row.data),
  }));
  await runSql(kit.database.db, PUT, [JSON.stringify(rows)]);
  return id;
}

/** Everything that reads a log, asked the same of a fork and of a copy. */
async function readAll(
  session_id: SessionId,
  log: readonly EventTextRow[],
  places: readonly number[],
): Promise<unknown[]> {
  const { db } = kit.database;
  const base: EventListQuery = {
    org_id: CTX.org_id,
    session_id,
    after_sequence: 0,
    before_sequence: null,
    types: null,
    turn_id: null,
    direction: 'forward',
    limit: 5,
  };
  const answers: unknown[] = [await readLog(kit, session_id)];
  for (const order of ['asc', 'desc'] as const) {
    const { data, has_more } = await kit.verbs.listMessages(CTX, { session_id, limit: 7, order });
    answers.push(data, has_more);
  }
  for (const place of places) {
    const turn_id = (log[place - 1]?.turn_id ?? null) as EventListQuery['turn_id'];
    const queries: Partial<EventListQuery>[] = [
      { after_sequence: place },
      { before_sequence: place, direction: 'backward' },
      { after_sequence: place, types: ['input.message', 'tool.completed', 'session.forked'] },
      { before_sequence: place, types: ['llm.generation', 'output.message.completed'], direction: 'backward' },
      { turn_id, limit: 100 },
    ];
    for (const query of queries) answers.push(await listEventRows(db, { ...base, ...query }));
    answers.push(await loadMessages(db, { org_id: CTX.org_id, id: session_id }, place));
    const event_id = log[place - 1]?.id ?? null;
    const asked = {
      org_id: CTX.org_id,
      session_id,
      event_id,
      place: event_id === null ? null : sequenceInEventId(event_id),
    };
    answers.push((await findLogPlace(db, asked))?.event_sequence);
  }
  return answers;
}

const asOf = (answers: unknown, from: SessionId, to: SessionId): unknown =>
  JSON.parse(JSON.stringify(answers).replaceAll(from, to));

it('a fork reads as a copy of its log does, whatever was forked, said and erased before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(Step, { minLength: 4, maxLength: 14 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (steps, where) => {
        const first = await kit.newSession();
        const expected: Expected = new Map([[first, await readLog(kit, first)]]);
        await play(expected, { at: 0, what: 'call', place: 0 });
        for (const step of steps) await play(expected, step);
        for (const [session, log] of expected) {
          const places = [1, 1 + Math.floor(where * (log.length - 1)), log.length];
          const copied = await copy(session, log);
          const answers = await readAll(session, log, places);
          expect(asOf(await readAll(copied, log, places), copied, session)).toEqual(asOf(answers, session, session));
        }
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
}, 120_000);
