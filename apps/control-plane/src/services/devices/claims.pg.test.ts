import type { ToolCallId } from '@everruns/schemas';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../db/database.ts';
import { claimCall } from '../../engine/index.ts';
import { CTX, EngineKit } from '../../engine/testing/engine-kit.ts';
import { openWaitOf, startCalls } from '../../engine/testing/wait-kit.ts';
import { actAsOrganization } from '../../kernel/acting.ts';
import { connectDevice, type DeviceSession } from './connect.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

/** Opens the next socket of a device. */
function connect(device_id: string, instance_id: string = randomUUID()): Promise<DeviceSession> {
  const ids = { uuid: kit.deps.newId };
  const hello = { device_id, instance_id, subject: 'local', tools: ['ask'] };
  return connectDevice({ db: kit.database.db, ids }, CTX, { hello, process_id: randomUUID() });
}

function claim(claimant: DeviceSession, tool_call_id: ToolCallId) {
  const { subject } = claimant;
  return actAsOrganization(CTX.org_id, () => claimCall(kit.deps, CTX, { tool_call_id, claimant, subject }));
}

async function callOfClient() {
  const { session } = await startCalls(kit, ['ask']);
  const { id, request } = await openWaitOf(kit, session);
  return { session, wait: id, call: request.tool_call_id };
}

const WAITING = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

/** Does something while a claim waits for the lock of the session, and returns what became of the claim. */
async function whileItClaims<T>(session: string, begin: () => Promise<T>, meanwhile: () => Promise<unknown>) {
  const holder = new pg.Client({ connectionString: kit.url });
  await holder.connect();
  try {
    await holder.query('begin');
    await holder.query('select from sessions where id = $1 for update', [session]);
    const claiming = begin();
    await expect.poll(() => runSql(kit.database.db, WAITING, [])).not.toEqual([]);
    await meanwhile();
    await holder.query('commit');
    return await claiming;
  } finally {
    await holder.end();
  }
}

describe('a claim', () => {
  it('of an older socket is refused, also when the newer one comes while it waits for the lock', async () => {
    const { session, call } = await callOfClient();
    const device_id = `d-${randomUUID()}`;
    const [first, second] = [await connect(device_id), await connect(device_id)];
    expect([first.epoch, second.epoch]).toEqual([1, 2]);
    expect(await claim(first, call)).toEqual({ kind: 'taken', by: null });
    let third: DeviceSession | null = null;
    const overtaken = await whileItClaims(
      session,
      () => claim(second, call),
      async () => {
        third = await connect(device_id);
      },
    );
    expect(overtaken).toEqual({ kind: 'taken', by: null });
    expect(await claim(third ?? second, call)).toMatchObject({ kind: 'claimed' });
  });

  it('is granted to one of two devices that claim at the same moment, and the other is told to whom', async () => {
    const { session, call } = await callOfClient();
    const names = [`d-${randomUUID()}`, `d-${randomUUID()}`];
    const devices = await Promise.all(names.map((name) => connect(name)));
    const claims = await whileItClaims(
      session,
      () => Promise.all(devices.map((device) => claim(device, call))),
      () => Promise.resolve(),
    );
    const winner = claims.findIndex(({ kind }) => kind === 'claimed');
    expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(claims[1 - winner]).toEqual({ kind: 'taken', by: `device:${names[winner]}` });
  });

  it('stays with the instance that made it, whose time does not begin anew with its next socket', async () => {
    const { wait, call } = await callOfClient();
    const [device_id, instance_id] = [`d-${randomUUID()}`, randomUUID()];
    const granted = await claim(await connect(device_id, instance_id), call);
    const shorten = `update waits set expires_at = expires_at - interval '5 seconds' where id = $1 returning expires_at`;
    const [left] = await runSql<{ expires_at: Date }>(kit.database.db, shorten, [wait]);
    expect(await claim(await connect(device_id), call)).toEqual({ kind: 'taken', by: `device:${device_id}` });
    const again = await claim(await connect(device_id, instance_id), call);
    expect(granted).toMatchObject({ kind: 'claimed' });
    expect(again).toMatchObject({ kind: 'claimed', deadline: left?.expires_at });
  });
});
