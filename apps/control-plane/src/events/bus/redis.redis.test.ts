import { systemClock } from '@everruns/kernel';
import { SessionId } from '@everruns/schemas';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { createIds } from '../../kernel/create-ids.ts';
import { startRedisServer } from '../../testing/redis-server.ts';
import type { BusHint, EventBus } from '../hub.ts';
import { openBus } from './open-bus.ts';

async function openReplica(redisUrl: string): Promise<{ bus: EventBus; heard: BusHint[] }> {
  const heard: BusHint[] = [];
  // PostgreSQL is not asked.
  const databaseUrl = 'postgres://nobody@127.0.0.1:1/x';
  const parts = { ids: createIds(systemClock), clock: systemClock, log: pino({ level: 'silent' }) };
  const bus = await openBus({ databaseUrl, redisUrl }, parts);
  bus.subscribe((hint) => heard.push(hint));
  bus.setActive(true);
  return { bus, heard };
}

it('Redis carries what replicas tell each other, and again after it was away', async () => {
  let server = await startRedisServer();
  const [here, there] = [await openReplica(server.url), await openReplica(server.url)];
  const session_id = SessionId.parse(v7());
  there.bus.follow(session_id, true);
  await expect.poll(() => here.heard).toContainEqual({ kind: 'followed', session_id });
  const hint: BusHint = { kind: 'recorded', session_id, sequence: 1 };
  here.bus.publish(hint);
  await expect.poll(() => there.heard).toContainEqual(hint);
  await server.stop();
  server = await startRedisServer({ port: server.port });
  let sequence = 1;
  await expect
    .poll(() => {
      here.bus.publish({ kind: 'recorded', session_id, sequence: (sequence += 1) });
      return there.heard.filter((one) => one.kind === 'recorded').length;
    })
    .toBeGreaterThan(1);
  await here.bus.close();
  await there.bus.close();
  await server.stop();
});
