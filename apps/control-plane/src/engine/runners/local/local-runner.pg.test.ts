import type { SegmentJob } from '@everruns/internal-protocol';
import type { OrganizationId, SessionId, TurnId } from '@everruns/schemas';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../../db/database.ts';
import { createMessage } from '../../verbs/create-message.ts';
import { PLATFORM } from '../../ports/process-context.ts';
import { redispatchTurn } from '../../verbs/recover.ts';
import type { DispatchedSegment } from '../../ports/runner.ts';
import { CTX, EngineKit } from '../../testing/engine-kit.ts';
import { FairSlots } from '../fair-slots.ts';
import type { ProcessLease } from './lease.ts';
import { createLocalRunner } from './local-runner.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

/** A process whose executor only records its jobs and never finishes them. */
function openProcess({ capacity = 10 } = {}) {
  const ran: SegmentJob[] = [];
  const runner = createLocalRunner({
    engine: kit.deps,
    lease: { isHeld: () => true } as ProcessLease,
    processId: randomUUID(),
    createExecutor: () => ({
      run: (job) => new Promise<void>(() => ran.push(job)),
      askEarly: () => () => undefined,
      close: async () => undefined,
    }),
    service: kit.service,
    slots: new FairSlots({
      capacity,
      isShared: true,
      isForAll: false,
      limitOf: () => Infinity,
      monotonic: () => performance.now(),
    }),
    log: pino({ level: 'silent' }),
  });
  return { ran, runner };
}

const hello = (session_id: SessionId) => ({
  session_id,
  request: { message: { role: 'user' as const, content: [{ type: 'text' as const, text: 'hello' }] } },
  idempotency: null,
});

async function postTurn(): Promise<DispatchedSegment> {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'hello');
  return segmentOf(session, turn.id, 1);
}

const segmentOf = (session_id: SessionId, turn_id: TurnId, segment: number): DispatchedSegment => ({
  org_id: CTX.org_id,
  turn_id,
  session_id,
  segment,
  start_iteration: 1,
  max_iterations: 100,
});

const outboxOf = (turnId: string) =>
  runSql<{ segment: number }>(kit.database.db, 'select segment from outbox where turn_id = $1', [turnId]);

describe('a local runner', () => {
  it('claims once what the commit and the sweep deliver at the same time', async () => {
    const segment = await postTurn();
    const { ran, runner } = openProcess();
    expect(await Promise.all([runner.start(segment), runner.start(segment)])).toEqual(['delivered', 'busy']);
    expect(ran.map((job) => job.begun?.token.attempt)).toEqual([1]);
    expect(await outboxOf(segment.turn_id)).toEqual([]);
  });

  it('begins a turn with the commit of its message: claimed, without a row for the dispatcher, with the whole conversation', async () => {
    const session = await kit.newSession();
    const { ran, runner } = openProcess();
    const engine = {
      ...kit.deps,
      reserve: (orgId: OrganizationId, turnId: TurnId) => runner.reserve?.(orgId, turnId) ?? null,
    };
    const answer = await createMessage(engine, CTX, hello(session));
    await expect.poll(() => ran.length).toBe(1);
    expect(ran[0]?.begun?.token).toMatchObject({ segment: 1, attempt: 1, atom: { kind: 'reason', iteration: 1 } });
    expect(ran[0]?.begun?.messages.map((message) => message.id)).toEqual([answer.id]);
    expect(await outboxOf(answer.turn.id)).toEqual([]);
    expect(kit.dispatched.filter((turn) => turn.id === answer.turn.id)).toEqual([]);
    const rows = await runSql(kit.database.db, 'select claimed_segment, segment from turns where id = $1', [
      answer.turn.id,
    ]);
    expect(rows).toEqual([{ claimed_segment: 1, segment: 1 }]);
  });

  it('has no slot for more turns than it may run: the message is dispatched', async () => {
    const { ran, runner } = openProcess({ capacity: 1 });
    const engine = {
      ...kit.deps,
      reserve: (orgId: OrganizationId, turnId: TurnId) => runner.reserve?.(orgId, turnId) ?? null,
    };
    await createMessage(engine, CTX, hello(await kit.newSession()));
    const { turn } = await createMessage(engine, CTX, hello(await kit.newSession()));
    expect(await outboxOf(turn.id)).toEqual([{ segment: 1 }]);
    expect(ran.map((job) => job.turn_id)).not.toContain(turn.id);
  });

  it('takes its slot back when the message starts nothing', async () => {
    const { ran, runner } = openProcess({ capacity: 2 });
    const engine = {
      ...kit.deps,
      reserve: (orgId: OrganizationId, turnId: TurnId) => runner.reserve?.(orgId, turnId) ?? null,
    };
    const session = await kit.newSession();
    await createMessage(engine, CTX, hello(session));
    expect((await createMessage(engine, CTX, hello(session))).disposition).toBe('queued');
    await createMessage(engine, CTX, hello(await kit.newSession()));
    await expect.poll(() => ran.length).toBe(2);
  });

  it('leaves the newer segment alone when an older one reaches it late', async () => {
    const segment = await postTurn();
    const begun = await kit.begin(segment.turn_id);
    await kit.commitReason(begun, { calls: ['look'] });
    expect(await redispatchTurn(kit.deps, PLATFORM, { turn_id: segment.turn_id, segment: 1, silent: false })).toBe(
      true,
    );
    const { ran, runner } = openProcess();
    await runner.start(segment);
    expect(ran).toEqual([]);
    expect(await outboxOf(segment.turn_id)).toContainEqual({ segment: 2 });
  });
});
