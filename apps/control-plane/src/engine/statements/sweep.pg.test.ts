import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../db/database.ts';
import { CTX, EngineKit } from '../testing/engine-kit.ts';
import { sweepOnce } from '../testing/sweep-kit.ts';
import type { SweepInput } from './sweep.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const sweep = (question: Partial<SweepInput> = {}) => sweepOnce(kit, question);

/** Makes a turn's first delivery overdue. */
async function makeDue(turnId: string): Promise<void> {
  await runSql(kit.database.db, `update outbox set next_at = now() - interval '1 second' where turn_id = $1`, [turnId]);
}

async function countRows(turnId: string): Promise<number> {
  return (await runSql(kit.database.db, 'select 1 from outbox where turn_id = $1', [turnId])).length;
}

describe('the sweep', () => {
  it('hands out a segment that is due, and keeps its row until it is claimed', async () => {
    const { turn } = await kit.post(await kit.newSession(), 'hello');
    await makeDue(turn.id);
    expect((await sweep()).outbox).toMatchObject([{ turn_id: turn.id, segment: 1 }]);
    expect(await countRows(turn.id)).toBe(1);
    expect((await sweep()).outbox).toEqual([]);
  });

  it('removes the row of a turn that ended before anybody claimed it', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    await kit.verbs.cancelTurn(CTX, { session_id: session, turn_id: turn.id, idempotency: null });
    await makeDue(turn.id);
    expect((await sweep()).outbox).toEqual([]);
    expect(await countRows(turn.id)).toBe(0);
  });

  it('does not wait for a turn whose row somebody else holds', async () => {
    const { turn } = await kit.post(await kit.newSession(), 'hello');
    const holder = await kit.database.pool.connect();
    await holder.query('begin');
    await holder.query('select 1 from turns where id = $1 for update', [turn.id]);
    try {
      expect((await sweep({ beating: [{ turn_id: turn.id, segment: 1 }] })).ended).toEqual([]);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
  });

  it('calls a turn silent after 30 s without a sign of life, and not where one comes with this very sweep', async () => {
    const { turn } = await kit.post(await kit.newSession(), 'hello');
    await runSql(kit.database.db, 'delete from outbox where turn_id = $1', [turn.id]);
    await runSql(kit.database.db, `update turns set progress_at = now() - interval '31 seconds' where id = $1`, [
      turn.id,
    ]);
    const silentWith = async (beating: SweepInput['beating']) =>
      (await sweep({ beating })).silent.filter(({ turn_id }) => turn_id === turn.id);
    expect(await silentWith([{ turn_id: turn.id, segment: 2 }])).toMatchObject([{ segment: 1 }]);
    expect(await silentWith([{ turn_id: turn.id, segment: 1 }])).toEqual([]);
    // The previous sweep also moved the turn's progress.
    expect(await silentWith([])).toEqual([]);
  });

  it('goes on however often a delivery has failed or a turn has stalled', async () => {
    const { turn } = await kit.post(await kit.newSession(), 'hello');
    await runSql(kit.database.db, 'update outbox set attempts = 5000 where turn_id = $1', [turn.id]);
    await runSql(kit.database.db, 'update turns set stalls = 5000 where id = $1', [turn.id]);
    await makeDue(turn.id);
    expect((await sweep()).outbox).toMatchObject([{ turn_id: turn.id }]);
    // Whoever takes turns may be back in the next moment.
    const due = `select next_at between now() and now() + interval '4 seconds' as soon from outbox where turn_id = $1`;
    expect(await runSql(kit.database.db, due, [turn.id])).toEqual([{ soon: true }]);
  });
});
