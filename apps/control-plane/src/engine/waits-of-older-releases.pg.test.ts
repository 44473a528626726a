import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { PLATFORM } from './ports/process-context.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { sweepOnce } from './testing/sweep-kit.ts';
import { listWaits, openWaitOf, park, resolve, resultsOf, startCalls, turnRow } from './testing/wait-kit.ts';
import { expireWait, openMissingWaits } from './verbs/expire-wait.ts';
import { redispatchTurn } from './verbs/recover.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const sweep = () => sweepOnce(kit);
const write = (text: string, id: string) => runSql(kit.database.db, text, [CTX.org_id, id]);

it('a turn that an older release parked gets its waits, and what it has left of its time', async () => {
  const calling = await startCalls(kit, ['risk', 'ask']);
  await park(kit, calling, [0, 1]);
  await write('delete from waits where org_id = $1 and session_id = $2', calling.session);
  await write('update turns set remaining_ms = null where org_id = $1 and id = $2', calling.turn);
  const found = (await sweep()).parked_before_waits;
  expect(found).toMatchObject([{ turn_id: calling.turn, segment: 1 }]);
  for (const turn of found) expect(await openMissingWaits(kit.deps, PLATFORM, turn)).toBe(true);
  expect((await listWaits(kit, calling.session)).map(({ kind }) => kind).toSorted()).toEqual([
    'approval',
    'client_tool',
  ]);
  expect((await turnRow(kit, calling.turn)).remaining_ms).toBeGreaterThan(0);
  expect((await sweep()).parked_before_waits).toEqual([]);
});

it('a call that an older release made gets its wait as the turn parks', async () => {
  const calling = await startCalls(kit, ['risk']);
  await write('delete from waits where org_id = $1 and session_id = $2', calling.session);
  await park(kit, calling);
  const wait = await openWaitOf(kit, calling.session);
  expect(wait).toMatchObject({ kind: 'approval', request: { tool: 'risk' } });
  await resolve(kit, wait, { decision: 'deny' });
  expect(await resultsOf(kit, calling.session)).toEqual(['This call was denied by a person and was not run.']);
});

it('a call that an older release made gets its wait when the process that ran its turn is lost', async () => {
  const calling = await startCalls(kit, ['risk', 'ask']);
  await write('delete from waits where org_id = $1 and session_id = $2', calling.session);
  const lost = { turn_id: calling.turn, segment: 1, silent: false };
  expect(await redispatchTurn(kit.deps, PLATFORM, lost)).toBe(true);
  expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'waiting', open_waits: 2 });
  const waits = await listWaits(kit, calling.session);
  expect(waits.map(({ kind, status }) => `${kind} ${status}`).toSorted()).toEqual([
    'approval open',
    'client_tool open',
  ]);
});

it('a wait whose call an older release answered is closed', async () => {
  const calling = await startCalls(kit, ['ask']);
  const { id: wait_id } = await openWaitOf(kit, calling.session).catch(() => ({ id: '' }));
  const answer = { tool_call_id: (await listWaits(kit, calling.session))[0]?.request.tool_call_id, result: 1 };
  const request = { tool_results: [answer as never] };
  await kit.verbs.resolveToolCalls(CTX, { session_id: calling.session, request, idempotency: null });
  expect(await listWaits(kit, calling.session)).toMatchObject([{ status: 'resolved', resolved_by: CTX.principal }]);
  await write(`update waits set status = 'open', resolved_at = null where org_id = $1 and id = $2`, wait_id);
  const found = (await sweep()).settled_waits;
  expect(found).toEqual([{ org_id: CTX.org_id, wait_id }]);
  for (const wait of found) expect(await expireWait(kit.deps, PLATFORM, wait)).toBe(true);
  expect(await listWaits(kit, calling.session)).toMatchObject([{ status: 'canceled' }]);
  expect(await resultsOf(kit, calling.session)).toEqual(['1']);
});
