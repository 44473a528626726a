import { randomUUID } from 'node:crypto';
import type { ToolCallId, WaitId } from '@everruns/schemas';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../../db/database.ts';
import type { ClientCall } from '../../engine/index.ts';
import { CTX, EngineKit } from '../../engine/testing/engine-kit.ts';
import { openWaitOf, startCalls } from '../../engine/testing/wait-kit.ts';
import { createMemoryBus } from '../../events/testing/memory-bus.ts';
import { connectDevice, type DeviceSession } from '../../services/devices/connect.ts';
import { CallBoard, type BoardMember } from './call-board.ts';

let kit: EngineKit;
let board: CallBoard;
beforeAll(async () => {
  kit = await EngineKit.open();
  // No hint comes from another replica: everything is found by looking.
  board = new CallBoard({
    engine: kit.deps,
    background: kit.deps,
    bus: createMemoryBus(),
    log: pino({ level: 'silent' }),
    monotonic: () => performance.now(),
  });
});
afterAll(async () => {
  await board.close();
  await kit[Symbol.asyncDispose]();
});

function connect(device_id: string): Promise<DeviceSession> {
  const hello = { device_id, instance_id: randomUUID(), subject: 'local', tools: ['ask'] };
  const ids = { uuid: kit.deps.newId };
  return connectDevice({ db: kit.database.db, ids }, CTX, { hello, process_id: randomUUID() });
}

class Seat implements BoardMember {
  readonly ctx = CTX;
  readonly tools = new Set(['ask']);
  readonly offered = new Map<ToolCallId, WaitId>();
  readonly told: string[] = [];
  readonly device: DeviceSession;

  constructor(device: DeviceSession) {
    this.device = device;
  }

  async offer({ tool_call_id }: ClientCall): Promise<void> {
    this.told.push(`offered ${tool_call_id}`);
  }

  settle(callId: ToolCallId, by: string): void {
    this.told.push(`settled ${callId} by ${by}`);
  }

  supersede(isDeleted: boolean): void {
    this.told.push(isDeleted ? 'deleted' : 'superseded');
  }
}

async function join(device_id = `d-${randomUUID()}`): Promise<Seat> {
  const seat = new Seat(await connect(device_id));
  await board.join(seat);
  return seat;
}

it('a device is told without any hint of a call that another replica has opened, and of its end', async () => {
  const seat = await join();
  const { session } = await startCalls(kit, ['ask']);
  const { request } = await openWaitOf(kit, session);
  const call = request.tool_call_id;
  await expect.poll(() => seat.told).toEqual([`offered ${call}`]);
  const tool_results = [{ tool_call_id: call, result: 'done' }];
  await kit.verbs.resolveToolCalls(CTX, { session_id: session, request: { tool_results }, idempotency: null });
  await expect.poll(() => seat.told).toEqual([`offered ${call}`, `settled ${call} by ${CTX.principal}`]);
  board.leave(seat);
});

it('a device is told without any hint that it has a newer socket elsewhere, or that it was deleted', async () => {
  const device_id = `d-${randomUUID()}`;
  const [older, other] = [await join(device_id), await join()];
  await connect(device_id);
  await expect.poll(() => older.told).toContain('superseded');
  expect(other.told).toEqual([]);
  board.leave(older);
  await runSql(kit.database.db, 'delete from devices where id = $1', [other.device.id]);
  await expect.poll(() => other.told).toContain('deleted');
  board.leave(other);
});
