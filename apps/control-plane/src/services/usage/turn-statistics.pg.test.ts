import {
  DEFAULT_ORGANIZATION_ID,
  TurnStatistics,
  type EventDraft,
  type MessageId,
  type SessionId,
} from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../../db/database.ts';
import { CTX, EngineKit } from '../../engine/testing/engine-kit.ts';
import { readTurnStatistics } from '../../repositories/turn-statistics.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const DAY = { from: '2026-05-01T00:00:00.000Z', to: '2026-05-02T00:00:00.000Z', agent_id: undefined };
const generation = (firstMs: number | undefined): EventDraft => ({
  type: 'llm.generation',
  data: {
    message_id: v7() as MessageId,
    model: 'm',
    provider: 'llmsim',
    request: { messages_through_sequence: 1, tools: [] },
    output: [],
    usage: { input_tokens: 1, output_tokens: 1, cache_read_tokens: 0, cache_creation_tokens: 0, reasoning_tokens: 0 },
    duration_ms: 1,
    ...(firstMs !== undefined && { time_to_first_token_ms: firstMs }),
    finish_reasons: ['stop'],
  },
});

/** A turn that ends at noon of the first of May after so many milliseconds. */
async function play(ms: number, firstMs?: number): Promise<SessionId> {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'hello');
  await kit.commitReason(await kit.begin(turn.id), { before: [generation(firstMs)] });
  await move(session, `'2026-05-01T12:00:00Z'`, ms);
  return session;
}

async function move(session: SessionId, end: string, ms: number): Promise<void> {
  const times = `ended_at = ${end}::timestamptz, started_at = ${end}::timestamptz - ${ms} * interval '1 millisecond'`;
  const key = 'org_id = $1 and session_id = $2';
  await runSql(kit.database.db, `update turns set ${times} where ${key}`, [CTX.org_id, session]);
  await runSql(kit.database.db, `update event_chunks set ts = ${end}::timestamptz where ${key}`, [CTX.org_id, session]);
}

async function cancel(): Promise<SessionId> {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'hello');
  await kit.verbs.cancelTurn(CTX, { session_id: session, turn_id: turn.id, idempotency: null });
  await move(session, `'2026-05-01T13:00:00Z'`, 50);
  return session;
}

it('counts turns by their end, with the reasons of failures and the percentiles of their times', async () => {
  const empty = { turns: 0, completed: 0, failed: 0, canceled: 0, failures: [] };
  expect(await readTurnStatistics(kit.database.db, CTX, DAY)).toEqual(empty);
  for (let n = 1; n <= 20; n += 1) await play(n * 100, n * 10);
  await play(100_000);
  await move(await play(1), `'2026-05-02T00:00:00Z'`, 1);
  await cancel();
  const failed = await Promise.all([cancel(), cancel(), cancel()]);
  for (const [index, session] of failed.entries())
    await runSql(
      kit.database.db,
      `update turns set status = 'failed', error_code = $3 where org_id = $1 and session_id = $2`,
      [CTX.org_id, session, index === 0 ? 'no_model' : 'turn_timeout'],
    );
  const all = await readTurnStatistics(kit.database.db, CTX, DAY);
  expect(TurnStatistics.parse(all)).toEqual({
    turns: 25,
    completed: 21,
    failed: 3,
    canceled: 1,
    failures: [
      { error_code: 'turn_timeout', turns: 2 },
      { error_code: 'no_model', turns: 1 },
    ],
    duration_ms: { p50: 900, p95: 1980 },
    first_token_ms: { p50: 105, p95: 191 },
  });
  const bound = { ...CTX, subjects: { bound: 'app:other', person: null, noteForeign: null } };
  expect(await readTurnStatistics(kit.database.db, bound, DAY)).toEqual(empty);
  expect(
    await readTurnStatistics(kit.database.db, { ...CTX, org_id: v7() as typeof DEFAULT_ORGANIZATION_ID }, DAY),
  ).toEqual(empty);
});
