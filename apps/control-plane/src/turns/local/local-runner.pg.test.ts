import type { SegmentJob } from '@everruns/internal-protocol';
import type { SessionId, TurnId } from '@everruns/schemas';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../db/database.ts';
import { redispatchTurn } from '../../services/turns/recover.ts';
import type { DispatchedSegment } from '../runner.ts';
import { CTX, EngineKit } from '../testing/engine-kit.ts';
import type { ProcessLease } from './lease.ts';
import { createLocalRunner } from './local-runner.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

/** A process whose executor only notes what it was given, and never ends. */
function openProcess() {
  const ran: SegmentJob[] = [];
  const runner = createLocalRunner({
    engine: kit.deps,
    lease: { isHeld: () => true } as ProcessLease,
    processId: randomUUID(),
    createExecutor: () => ({ run: (job) => new Promise<void>(() => ran.push(job)), close: async () => undefined }),
    service: kit.service,
    capacity: 10,
    log: pino({ level: 'silent' }),
  });
  return { ran, runner };
}

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

  it('leaves the newer segment alone when an older one reaches it late', async () => {
    const segment = await postTurn();
    const begun = await kit.begin(segment.turn_id);
    await kit.commitReason(begun, { calls: ['look'] });
    expect(await redispatchTurn(kit.deps, { turn_id: segment.turn_id, segment: 1, silent: false })).toBe(true);
    const { ran, runner } = openProcess();
    await runner.start(segment);
    expect(ran).toEqual([]);
    expect(await outboxOf(segment.turn_id)).toContainEqual({ segment: 2 });
  });
});
