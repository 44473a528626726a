import type { TurnId } from '@everruns/schemas';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../../db/database.ts';
import { Dispatcher } from './dispatcher.ts';
import type { AgentRunner } from '../ports/runner.ts';
import { CTX, EngineKit } from '../testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

it('deletes the rows of what a remote runner took, and leaves those of what it did not', async () => {
  const dispatcher = new Dispatcher({ db: kit.database.db, log: pino({ level: 'silent' }) });
  const posted = [];
  for (let index = 0; index < 3; index += 1) posted.push(await kit.post(await kit.newSession(), 'hello'));
  const refused = posted[2]?.turn.id as TurnId;
  const runner: AgentRunner = {
    name: 'temporal',
    start: async ({ turn_id }) => (turn_id === refused ? 'busy' : 'delivered'),
    stop: async () => undefined,
    reconcile: async () => [],
    close: async () => undefined,
  };
  dispatcher.attach(runner);
  for (const { turn, session_id } of posted) {
    dispatcher.dispatch({
      org_id: CTX.org_id,
      turn_id: turn.id,
      session_id,
      segment: 1,
      start_iteration: 1,
      max_iterations: 10,
    });
  }
  await dispatcher.settled();
  expect(await runSql(kit.database.db, 'select turn_id from outbox', [])).toEqual([{ turn_id: refused }]);
});
