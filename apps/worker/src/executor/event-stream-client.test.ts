import { TEST_IDS, createFakeClock, createSequentialIds, makeAtom, makeRuntimeAgent } from '@everruns/core/testing';
import { formatAtomKey, outputMessageId, type AttemptToken, type EphemeralDraft } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { createEventStreamClient } from './event-stream-client.ts';
import { FakeWorkerService } from './testing/fake-worker-service.ts';

const message_id = outputMessageId(makeAtom());
const token: AttemptToken = {
  atom: makeAtom(),
  session_id: TEST_IDS.session,
  segment: 2,
  exec_id: TEST_IDS.exec,
  attempt: 1,
};

function text(offset: number, delta: string, part = 0): EphemeralDraft {
  return { type: 'output.message.delta', data: { message_id, attempt: 1, part, offset, delta } };
}

function thinking(offset: number, delta: string): EphemeralDraft {
  return { type: 'reason.thinking.delta', data: { message_id, attempt: 1, offset, delta } };
}

function makeWorld() {
  const clock = createFakeClock();
  const service = new FakeWorkerService(makeRuntimeAgent(), { clock, ids: createSequentialIds() });
  const client = createEventStreamClient({ service, clock, workerId: 'worker-1' });
  const frames = () => service.frames.filter((frame) => frame.kind === 'frame');
  const heartbeats = () => service.frames.filter((frame) => frame.kind === 'heartbeat');
  /** Number, offset and delta of every frame so far. */
  const said = () =>
    frames().map(({ frame_number, draft }) =>
      'offset' in draft.data ? [frame_number, draft.data.offset, draft.data.delta] : [frame_number, draft.type],
    );
  return { clock, service, client, said, frames, heartbeats };
}

describe('frames of an attempt', () => {
  it('say hello first, then the first delta at once', () => {
    const { client, service, said } = makeWorld();
    client.openAttempt(token).frames.emit(text(0, 'H'));
    expect(service.frames[0]).toEqual({ kind: 'hello', worker_id: 'worker-1' });
    expect(said()).toEqual([[1, 0, 'H']]);
  });

  it('are coalesced to one in 30 ms', async () => {
    const { client, clock, said } = makeWorld();
    const { frames: events } = client.openAttempt(token);
    events.emit(text(0, 'a'));
    events.emit(text(1, 'b'));
    await clock.advance(29);
    events.emit(text(2, 'c'));
    expect(said()).toEqual([[1, 0, 'a']]);
    await clock.advance(1);
    expect(said()).toEqual([
      [1, 0, 'a'],
      [2, 1, 'bc'],
    ]);
    await clock.advance(100);
    events.emit(text(3, 'd'));
    expect(said().at(-1)).toEqual([3, 3, 'd']);
  });

  it('keep parts and thinking apart, in their order', async () => {
    const { client, clock, said } = makeWorld();
    const { frames: events } = client.openAttempt(token);
    events.emit(thinking(0, 'Hm'));
    events.emit(thinking(2, 'm'));
    events.emit(text(0, 'A'));
    events.emit(text(0, 'B', 1));
    await clock.advance(30);
    expect(said()).toEqual([
      [1, 0, 'Hm'],
      [2, 2, 'm'],
      [3, 0, 'A'],
      [4, 0, 'B'],
    ]);
  });

  it('keep only the newest progress', async () => {
    const { client, clock, frames } = makeWorld();
    const { frames: events } = client.openAttempt(token);
    const progress = (message: string): EphemeralDraft => ({
      type: 'tool.progress',
      data: { tool_call_id: message_id as never, attempt: 1, message },
    });
    for (const message of ['1', '2', '3']) events.emit(progress(message));
    await clock.advance(30);
    expect(frames().map((frame) => frame.draft.data)).toMatchObject([{ message: '1' }, { message: '3' }]);
  });

  it('are replaced by one snapshot after a reconnection', async () => {
    const { client, clock, service, said } = makeWorld();
    const { frames: events } = client.openAttempt(token);
    events.emit(text(0, 'a'));
    events.emit(text(1, 'b'));
    service.say({ kind: 'connected' });
    expect(said()).toEqual([
      [1, 0, 'a'],
      [2, 0, 'ab'],
    ]);
    events.emit(text(2, 'c'));
    await clock.advance(30);
    expect(said().at(-1)).toEqual([3, 2, 'c']);
  });

  it('wait for a control plane that does not keep up, and go on as one delta a part', async () => {
    const { client, clock, service, said } = makeWorld();
    service.isKeepingUp = false;
    const { frames: events } = client.openAttempt(token);
    for (let offset = 0; offset < 100; offset += 1) {
      events.emit(text(offset, 'x'));
      await clock.advance(30);
    }
    expect(said()).toHaveLength(64);
    const { turn_id } = token.atom;
    const ack = { kind: 'ack' as const, turn_id, atom_key: formatAtomKey(token.atom), attempt: 1 };
    service.say({ ...ack, attempt: 2, frame_number: 64 });
    expect(said()).toHaveLength(64);
    service.say({ ...ack, frame_number: 1 });
    expect(said().slice(64)).toEqual([[65, 64, 'x'.repeat(36)]]);
  });

  it('end with the attempt: the commit carries the rest', async () => {
    const { client, clock, service, said } = makeWorld();
    const { frames: events, close } = client.openAttempt(token);
    events.emit(text(0, 'a'));
    events.emit(text(1, 'b'));
    expect(clock.sleepers).toBe(2);
    close();
    // The heartbeat alone.
    expect(clock.sleepers).toBe(1);
    events.emit(text(2, 'c'));
    service.say({ kind: 'connected' });
    await clock.advance(1_000);
    expect(said()).toEqual([[1, 0, 'a']]);
    expect(clock.sleepers).toBe(0);
  });
});

describe('heartbeats', () => {
  it('go on while the outcome waits for the control plane, when nothing more is shown', async () => {
    const { client, clock, service, said, heartbeats } = makeWorld();
    const { frames } = client.openAttempt(token);
    frames.emit(text(0, 'a'));
    frames.close();
    service.say({ kind: 'connected' });
    await clock.advance(1_000);
    expect(said()).toEqual([[1, 0, 'a']]);
    expect(heartbeats()).toEqual([{ kind: 'heartbeat', running: [token] }]);
  });

  it('name every running attempt once a second, and cost nothing while none runs', async () => {
    const { client, clock, heartbeats } = makeWorld();
    await clock.advance(5_000);
    expect(heartbeats()).toEqual([]);
    const first = client.openAttempt(token);
    const other = { ...token, attempt: 2 };
    client.openAttempt(other);
    await clock.advance(1_000);
    first.close();
    await clock.advance(1_000);
    expect(heartbeats()).toEqual([
      { kind: 'heartbeat', running: [token, other] },
      { kind: 'heartbeat', running: [other] },
    ]);
  });

  it('end when the stream closes', async () => {
    const { client, clock, service } = makeWorld();
    client.openAttempt(token);
    await client.close();
    await clock.advance(0);
    expect(clock.sleepers).toBe(0);
    expect(service.calls).toEqual(['close stream']);
  });
});

describe('stop orders', () => {
  it('reach the work of the turn below their segment only', () => {
    const { client, service } = makeWorld();
    const stopped: string[] = [];
    const { turn } = TEST_IDS;
    client.watchStops({ turn_id: turn, segment: 1 }, () => stopped.push('older'));
    client.watchStops({ turn_id: turn, segment: 2 }, () => stopped.push('same'));
    client.watchStops({ turn_id: TEST_IDS.session as never, segment: 1 }, () => stopped.push('other turn'));
    const unwatch = client.watchStops({ turn_id: turn, segment: 1 }, () => stopped.push('gone'));
    unwatch();
    service.say({ kind: 'stop', turn_id: turn, segment: 2, reason: 'canceled' });
    expect(stopped).toEqual(['older']);
  });
});
