import { judgeFigure } from '@everruns/kernel/testing';
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { z } from 'zod';
import type { ApiClient } from '../dev/api-client.ts';
import type { Stack } from '../dev/stack.ts';
import { limitedOnce, RETRY_AFTER_SECONDS, type LimitingProvider, type Refusal } from './limiting-provider.ts';
import { isEvent, readUntil } from './read-until.ts';
import { runSql } from './two-organizations.ts';

const CLOSE_MS = 60_000;
const Parked = z.object({ data: z.object({ data: z.object({ wake_at: z.iso.datetime() }) }) });
const Time = z.object({ time: z.iso.datetime({ offset: true }) });

interface Tried {
  stack: Stack;
  provider: LimitingProvider;
  api: ApiClient;
}

/**
 * Expects that a wait too long to hold parks the turn for the time that the provider named, and that it then goes on with
 * one more call.
 */
export async function expectParkAndWake({ stack, provider, api }: Tried, refusal: Refusal): Promise<void> {
  const session = await api.createSession();
  const id = randomUUID();
  const { turn } = await api.post(session.id, `${limitedOnce(refusal, id)} [[sim:text Back again.]]`);
  const frames = await readUntil(api, session.id, {
    query: '?after_sequence=0',
    until: isEvent('turn.parked', 'turn.failed'),
  });
  const { wake_at } = Parked.parse(frames.at(-1)).data.data;
  const waitSeconds = (Date.parse(wake_at) - Date.now()) / 1_000;
  expect(waitSeconds).toBeGreaterThan(RETRY_AFTER_SECONDS - 20);
  expect(waitSeconds).toBeLessThan(RETRY_AFTER_SECONDS + 2);
  await runSql(stack.postgres.url, `update turns set wake_at = now() where id = '${turn.id}'`);
  await expect.poll(async () => (await api.turn(session.id, turn.id)).status, { timeout: 20_000 }).toBe('completed');
  expect(provider.countCalls(id)).toBe(2);
}

/** Expects that a turn that hangs ends when its own time is over, neither at once nor hours later. */
export async function expectDeadline({ api }: Tried): Promise<void> {
  const session = await api.createSession({ limits: { turn_timeout_ms: 2_000 } });
  const begunAt = performance.now();
  const { turn } = await api.post(session.id, '[[sim:hang]]', { wait: 30 });
  expect([turn.status, turn.error?.code]).toEqual(['failed', 'turn_timeout']);
  const tookMs = performance.now() - begunAt;
  expect(tookMs).toBeGreaterThan(1_500);
  judgeFigure({ name: 'the end of a turn of two seconds that hangs', value: tookMs, unit: 'ms', most: 15_000 });
}

/** Expects the right time in everything that a turn leaves: its events, the text of a tool, and the ids of its messages. */
export async function expectRightTimes({ api }: Tried): Promise<void> {
  const session = await api.createSession();
  const script = '[[sim:tool get_current_time {}]][[sim:next]][[sim:text It is late.]]';
  const { turn, id } = await api.post(session.id, script, { wait: 30 });
  expect(turn.status).toBe('completed');
  const events = await api.events(session.id);
  const called = events.find(({ type }) => type === 'tool.completed');
  const told = z.looseObject({ result: z.looseObject({ result: Time }) }).parse(called?.data).result.result.time;
  const times = z
    .array(z.looseObject({ ts: z.iso.datetime() }))
    .parse(events)
    .map(({ ts }) => ts);
  for (const time of [session.created_at, told, ...times]) expect(isNow(Date.parse(time))).toBe(true);
  for (const made of [session.id, turn.id, id]) expect(isNow(timeOfId(made))).toBe(true);
}

/** Returns the time in the first 48 bits of a UUID v7. */
function timeOfId(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

export function isNow(time: number): boolean {
  return Math.abs(time - Date.now()) < CLOSE_MS;
}

/** Counts how often a process has reported that its clock differs. */
export function countNamings(output: string): number {
  return output.split("differs from the database's").length - 1;
}
