import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

async function hook(events: string[], status = 'active'): Promise<string> {
  const id = v7();
  await runSql(
    kit.database.db,
    `insert into webhooks (org_id, id, url, events, status, secret_encrypted, created_at, updated_at)
     values ($1, $2, 'https://a.example', $3, $4, '{}', now(), now())`,
    [CTX.org_id, id, events, status],
  );
  return id;
}

interface Told {
  webhook_id: string;
  event: string;
  data: Record<string, unknown>;
}
const told = (): Promise<Told[]> =>
  runSql<Told>(kit.database.db, 'delete from webhook_deliveries where org_id = $1 returning webhook_id, event, data', [
    CTX.org_id,
  ]);

async function runTurn(options: Parameters<EngineKit['commitReason']>[1] = {}) {
  const session_id = await kit.newSession();
  const { turn } = await kit.post(session_id, 'hello');
  const begun = await kit.begin(turn.id);
  await kit.commitReason(begun, options);
  return { session_id, turn_id: turn.id };
}

it('are written by the commit of their event, for each webhook that wants them', async () => {
  const [one, two] = [await hook(['turn.completed']), await hook(['turn.completed', 'turn.failed'])];
  await hook(['turn.failed']);
  await hook(['turn.completed'], 'paused');
  const { session_id, turn_id } = await runTurn();
  const rows = await told();
  expect(rows.map(({ webhook_id }) => webhook_id).toSorted()).toEqual([one, two].toSorted());
  expect(rows[0]).toMatchObject({
    event: 'turn.completed',
    data: { organization_id: CTX.org_id, session_id, turn_id, subject: 'local', iterations: 1 },
  });
  expect(JSON.stringify(rows)).not.toContain('answer');
});

it('are written by a change under the lock too, and by several that are committed together', async () => {
  await hook(['session.requires_action', 'approval.requested']);
  await Promise.all(Array.from({ length: 5 }, () => runTurn({ calls: ['risk'] })));
  const events = Map.groupBy(await told(), ({ event }) => event);
  expect(events.get('approval.requested')).toHaveLength(5);
  expect(events.get('session.requires_action')).toHaveLength(5);
  expect(events.get('approval.requested')?.[0]?.data).toMatchObject({ kind: 'approval', name: 'risk' });
});

it('are written from the moment on in which a webhook is there, whichever process has made it', async () => {
  await runSql(kit.database.db, 'delete from webhooks where org_id = $1', [CTX.org_id]);
  const session_id = await kit.newSession();
  const { turn } = await kit.post(session_id, 'hello');
  const begun = await kit.begin(turn.id);
  // The turn has begun, and its rows are remembered, when another process answers that the webhook is there.
  const webhook_id = await hook(['turn.completed']);
  await kit.commitReason(begun);
  expect(await told()).toMatchObject([{ webhook_id, event: 'turn.completed' }]);
});

it('are not written for an organization without webhooks', async () => {
  await runSql(kit.database.db, 'delete from webhooks where org_id = $1', [CTX.org_id]);
  await runTurn();
  expect(await told()).toEqual([]);
});
