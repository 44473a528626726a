import { OrganizationId, SessionId, TurnId } from '@everruns/schemas';
import { systemClock } from '@everruns/kernel';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { createIds } from '../../kernel/create-ids.ts';
import type { BusHint } from '../hub.ts';
import { HintBus, type ConnectBus } from './hint-bus.ts';

const newSession = () => SessionId.parse(v7());
const recorded = (session_id: SessionId, sequence = 1): BusHint => ({ kind: 'recorded', session_id, sequence });
const STOP: BusHint = { kind: 'stop', turn_id: TurnId.parse(v7()), segment: 1, reason: 'canceled' };

/** Carries texts between the buses of one process, as PostgreSQL or Redis would. */
function openNetwork() {
  const listeners = new Map<string, Set<(payload: string) => void>>();
  const connect: ConnectBus = async (channels, onPayload) => {
    for (const channel of channels) {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(onPayload));
    }
    return {
      send: async (messages) => {
        for (const { channel, payload } of messages)
          for (const listener of listeners.get(channel) ?? []) listener(payload);
      },
      lost: new Promise(() => undefined),
      close: async () => undefined,
    };
  };
  const join = () => {
    const heard: BusHint[] = [];
    const bus = new HintBus({
      connect,
      carrier: 'the test',
      ids: createIds(systemClock),
      clock: systemClock,
      log: pino({ level: 'silent' }),
      gatherMs: 0,
    });
    bus.subscribe((hint) => heard.push(hint));
    bus.setActive(true);
    return { bus, heard };
  };
  const sayAsEarlierRelease = (payload: string) =>
    listeners.get('everruns_events')?.forEach((listener) => listener(payload));
  return { join, sayAsEarlierRelease };
}

/** Everything that was sent before has been heard once this was. */
async function flush(from: { bus: HintBus }, to: { heard: BusHint[] }): Promise<void> {
  const before = to.heard.filter(({ kind }) => kind === 'stop').length;
  from.bus.publish(STOP);
  await expect.poll(() => to.heard.filter(({ kind }) => kind === 'stop').length).toBe(before + 1);
}

it('a thousand sessions without readers send nothing to a replica, and one with a reader there sends its own', async () => {
  const { join } = openNetwork();
  const [here, there, idle] = [join(), join(), join()];
  await flush(here, there);
  await flush(here, idle);
  const sessions = Array.from({ length: 1_000 }, newSession);
  const [read = newSession()] = sessions;
  for (const session of sessions) here.bus.publish(recorded(session));
  await flush(here, idle);
  expect(there.heard.filter(({ kind }) => kind === 'recorded')).toEqual([]);
  there.bus.follow(read, true);
  await expect.poll(() => here.heard.at(-1)).toEqual({ kind: 'followed', session_id: read });
  for (const session of sessions) here.bus.publish(recorded(session, 2));
  await flush(here, there);
  expect(there.heard.filter(({ kind }) => kind === 'recorded')).toEqual([recorded(read, 2)]);
  expect(idle.heard.filter(({ kind }) => kind === 'recorded')).toEqual([]);
  there.bus.follow(read, false);
  await flush(there, here);
  here.bus.publish(recorded(read, 3));
  await flush(here, there);
  expect(there.heard.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
});

it('a replica that comes later learns who reads what', async () => {
  const { join } = openNetwork();
  const here = join();
  const session = newSession();
  here.bus.follow(session, true);
  const late = join();
  await expect.poll(() => late.heard).toContainEqual({ kind: 'followed', session_id: session });
  late.bus.publish(recorded(session, 7));
  await expect.poll(() => here.heard).toContainEqual(recorded(session, 7));
});

it('while a replica of the release before is heard, everything goes to everybody', async () => {
  const { join, sayAsEarlierRelease } = openNetwork();
  const [here, there] = [join(), join()];
  await flush(here, there);
  const session = newSession();
  sayAsEarlierRelease(`${v7()}:1:1/1:${JSON.stringify([recorded(session, 4)])}`);
  expect(there.heard.at(-1)).toEqual(recorded(session, 4));
  here.bus.publish(recorded(session, 5));
  await expect.poll(() => there.heard.at(-1)).toEqual(recorded(session, 5));
});

it('what is told in a feed goes only to replicas where somebody reads the feed of that organization', async () => {
  const { join } = openNetwork();
  const [here, there, idle] = [join(), join(), join()];
  await flush(here, there);
  await flush(here, idle);
  const org_id = OrganizationId.parse(v7());
  const hint: BusHint = {
    kind: 'feed',
    org_id,
    subject: 'local',
    hint: { type: 'session.changed', data: { session_id: newSession() } },
  };
  expect(here.bus.hasFollowers(org_id)).toBe(false);
  there.bus.follow(org_id, true);
  await expect.poll(() => here.bus.hasFollowers(org_id)).toBe(true);
  here.bus.publish(hint);
  here.bus.publish({ ...hint, org_id: OrganizationId.parse(v7()) });
  await flush(here, there);
  await flush(here, idle);
  expect([there, idle].map(({ heard }) => heard.filter(({ kind }) => kind === 'feed'))).toEqual([[hint], []]);
});
