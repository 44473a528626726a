import type { SessionId, TurnId } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { CTX, EngineKit, fenced } from './testing/engine-kit.ts';
import { PLATFORM } from './ports/process-context.ts';
import { redispatchTurn } from './verbs/recover.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const ofType = async (session: SessionId, type: string) =>
  (await kit.log(session)).filter((event) => event.type === type).map(({ data }) => data);
const failed = (session: SessionId) => ofType(session, 'attempt.failed');
const takenOver = (session: SessionId) => ofType(session, 'turn.taken_over');

const REFUSED = {
  retry_class: 'rate_limited',
  retry_after_ms: 4_000,
  detail: 'for the operator',
  provider_message: 'Slow down\u0000, please',
  http_status: 429,
} as const;

async function start(text: string) {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, text);
  return { session, turn };
}

/** The last sign of life of the turn lies this long in the past. */
const fallSilent = (turn: TurnId, seconds: number) =>
  runSql(kit.database.db, `update turns set progress_at = progress_at - $2 * interval '1 second' where id = $1`, [
    turn,
    seconds,
  ]);

describe('an attempt that a worker reports as failed', () => {
  it('is on record once, with what was asked, what came back and what follows', async () => {
    const { session, turn } = await start('hello');
    const { token } = await kit.begin(turn.id);
    await kit.service.failAttempt({ token, ...REFUSED });
    await kit.service.failAttempt({ token, ...REFUSED });
    expect(await failed(session)).toEqual([
      {
        kind: 'reason',
        iteration: 1,
        attempt: 1,
        cause: 'rate_limited',
        model: expect.any(String),
        provider: expect.any(String),
        http_status: 429,
        started_at: expect.stringMatching(/^\d{4}-.*Z$/),
        duration_ms: expect.any(Number),
        retry_after_ms: 4_000,
        failures: 1,
        max_failures: 6,
        provider_message: 'Slow down\uFFFD, please',
      },
    ]);
    expect(await takenOver(session)).toEqual([]);
  });

  it('is of its call, where it executed a tool', async () => {
    const { session, turn } = await start('work');
    await kit.commitReason(await kit.begin(turn.id), { calls: ['look'] });
    const { token, call } = await kit.begin(turn.id, { kind: 'act', ordinal: 0 });
    await kit.service.failAttempt({ token, retry_class: 'tool_infrastructure', retry_after_ms: 0, detail: 'x' });
    const [event] = await failed(session);
    expect(event).toMatchObject({ kind: 'act', tool_call_id: call?.id, cause: 'tool_infrastructure', max_failures: 4 });
    expect(event).not.toHaveProperty('model');
  });

  it('is not on record, where its process only stopped in an orderly way', async () => {
    const { session, turn } = await start('hello');
    const { token } = await kit.begin(turn.id);
    const released = { retry_class: 'unavailable', retry_after_ms: 0, detail: 'stops', released: true } as const;
    await kit.service.failAttempt({ token, ...released });
    await redispatchTurn(kit.deps, PLATFORM, { turn_id: turn.id, segment: 1, silent: false });
    await kit.begin(turn.id);
    expect([await failed(session), await takenOver(session)]).toEqual([[], []]);
  });
});

it('the failure of a turn after several attempts is told as the last of them, which readers were shown', async () => {
  const { session, turn } = await start('hello');
  await kit.service.failAttempt({ token: (await kit.begin(turn.id)).token, ...REFUSED });
  const { token } = await kit.begin(turn.id);
  const end = { kind: 'failed' as const, code: 'provider_rate_limited' as const, message: 'Too much.' };
  await kit.service.endSegment({ turn_id: turn.id, segment: 1, token, end });
  const told = `select context ->> 'attempt' as attempt from events where org_id = $1 and session_id = $2 and type = 'output.message.completed'`;
  expect(await runSql(kit.database.db, told, [CTX.org_id, session])).toEqual([{ attempt: '2' }]);
});

describe('an attempt whose process is lost', () => {
  it('is on record as lost by the next Begin, which tells how long the turn was silent', async () => {
    const { session, turn } = await start('hello');
    await kit.begin(turn.id);
    await fallSilent(turn.id, 9);
    await redispatchTurn(kit.deps, PLATFORM, { turn_id: turn.id, segment: 1, silent: false });
    await kit.begin(turn.id);
    expect(await failed(session)).toMatchObject([{ kind: 'reason', cause: 'lost', attempt: 1, failures: 1 }]);
    const [takeOver] = await takenOver(session);
    expect(takeOver).toMatchObject({ turn_id: turn.id, from: null, to: null });
    expect(takeOver?.['silent_ms']).toBeGreaterThanOrEqual(9_000);
    expect(takeOver?.['silent_ms']).toBeLessThan(60_000);
  });

  it('ends the silence once, however many calls died together', async () => {
    const { session, turn } = await start('work');
    await kit.commitReason(await kit.begin(turn.id), { calls: ['look', 'look', 'look'] });
    for (const ordinal of [0, 1, 2]) await kit.begin(turn.id, { kind: 'act', ordinal });
    await fallSilent(turn.id, 9);
    for (const ordinal of [0, 1, 2]) await kit.begin(turn.id, { kind: 'act', ordinal });
    expect((await failed(session)).map(({ cause }) => cause)).toEqual(['lost', 'lost', 'lost']);
    expect(await takenOver(session)).toHaveLength(1);
  });

  it('is on record too, where it was the last that the turn had', async () => {
    const { session, turn } = await start('poison');
    for (let attempt = 1; attempt <= 3; attempt += 1) await kit.begin(turn.id);
    expect(await fenced(kit.begin(turn.id))).toBe('fenced');
    expect((await failed(session)).map(({ attempt, failures }) => [attempt, failures])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect((await kit.types(session)).slice(-3)).toEqual(['output.message.completed', 'turn.failed', 'session.idled']);
  });

  it('may have been a once-call, whose outcome stays unknown', async () => {
    const { session, turn } = await start('pay');
    await kit.commitReason(await kit.begin(turn.id), { calls: ['pay'] });
    await kit.begin(turn.id, { kind: 'act', ordinal: 0 });
    const atom = { turn_id: turn.id, iteration: 1, kind: 'act', ordinal: 0 } as const;
    const request = { atom, segment: 1, exec_id: kit.deps.newId() as never, have_sequence: 0 };
    expect(await kit.service.getTurnContext(request)).toMatchObject({ status: 'recorded' });
    expect(await failed(session)).toMatchObject([{ kind: 'act', cause: 'lost' }]);
    expect(await ofType(session, 'tool.completed')).toMatchObject([{ outcome_unknown: true }]);
  });
});
