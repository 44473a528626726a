import { expect, it } from 'vitest';
import type { Platform } from '../platform.ts';
import type { ConnectOptions } from './connection.ts';
import { DeviceConnection } from './device-connection.ts';
import type { ClientFrame, ServerFrame } from './frames.ts';

const WELCOME: ServerFrame = { type: 'welcome', device_id: 'd', epoch: 1, heartbeat_ms: 30_000, pong_ms: 10_000 };
const CALL: ServerFrame = {
  type: 'tool_call',
  tool_call_id: 'c',
  session_id: 's',
  turn_id: 't',
  name: 'open',
  arguments: {},
  deadline: '2026-12-08T10:00:00.000Z',
};

/** A socket whose server is the test. */
class ScriptedSocket extends EventTarget {
  readonly sent: ClientFrame[] = [];
  readyState = 1;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }

  close(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }

  say(...frames: ServerFrame[]): void {
    for (const frame of frames) this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }
}

/** A platform whose sleeps end when the test says so. */
function open(options: Partial<ConnectOptions> = {}) {
  const sockets: ScriptedSocket[] = [];
  const sleeping = new Map<() => void, number>();
  const platform: Platform = {
    fetch,
    random: () => 0,
    makeId: () => 'id',
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        sleeping.set(resolve, ms);
        signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
      }),
  };
  const openSocket = () => {
    const socket = new ScriptedSocket();
    sockets.push(socket);
    queueMicrotask(() => socket.dispatchEvent(new Event('open')));
    // The connection uses nothing else of a socket.
    return socket as unknown as WebSocket;
  };
  const connection = new DeviceConnection({ platform, openSocket, auth: null, options: { deviceId: 'd', ...options } });
  return {
    connection,
    sockets,
    /** Lets what sleeps for so long go on. */
    pass: async (ms: number) => {
      const due = [...sleeping].filter(([, each]) => each === ms);
      for (const [resolve] of due) {
        sleeping.delete(resolve);
        resolve();
      }
      await new Promise(setImmediate);
      return due.length;
    },
  };
}

const typesOf = (socket: ScriptedSocket | undefined) => socket?.sent.map(({ type }) => type);

it('a message that the server could not take is sent again, as the same message, and one that it refuses is not', async () => {
  const { connection, sockets, pass } = open();
  await new Promise(setImmediate);
  const request = connection.send({ session_id: 's' }, 'Hello');
  sockets[0]?.say(WELCOME);
  const about = { type: 'error' as const, message: 'Later.', request_id: request.request_id };
  sockets[0]?.say({ ...about, code: 'rate_limited', retry_ms: 700 });
  expect(typesOf(sockets[0])).toEqual(['hello', 'message']);
  expect(await pass(700)).toBe(1);
  expect(typesOf(sockets[0])).toEqual(['hello', 'message', 'message']);
  expect(sockets[0]?.sent[2]).toEqual(sockets[0]?.sent[1]);
  sockets[0]?.say({ ...about, code: 'agent_archived' });
  await expect(request.end()).rejects.toMatchObject({ code: 'agent_archived' });
  connection.close();
});

it('a claim and a result that the server could not take are sent again, and the call runs once', async () => {
  let runs = 0;
  const { connection, sockets, pass } = open({ tools: { open: { execute: () => (runs += 1) } } });
  await new Promise(setImmediate);
  const away: ServerFrame = { type: 'error', code: 'unavailable', message: 'Away.', tool_call_id: 'c' };
  sockets[0]?.say(WELCOME, CALL, away);
  await pass(1_000);
  expect(typesOf(sockets[0])).toEqual(['hello', 'claim', 'claim']);
  sockets[0]?.say({ type: 'claimed', tool_call_id: 'c', ok: true });
  await new Promise(setImmediate);
  sockets[0]?.say(away);
  await pass(1_000);
  expect(typesOf(sockets[0])).toEqual(['hello', 'claim', 'claim', 'tool_result', 'tool_result']);
  sockets[0]?.say({ type: 'settled', tool_call_id: 'c', by: 'device:d' }, CALL);
  expect([runs, typesOf(sockets[0])?.length]).toEqual([1, 5]);
  connection.close();
  await connection.closed;
});

it('a server that says nothing for longer than its heartbeat is left for a new socket, which goes on', async () => {
  const states: string[] = [];
  const { connection, sockets, pass } = open({ onStatus: ({ state }) => void states.push(state) });
  await new Promise(setImmediate);
  sockets[0]?.say(WELCOME);
  const events = connection.subscribe('s', { after: 7 });
  const first = events.next();
  expect(typesOf(sockets[0])).toEqual(['hello', 'subscribe']);
  sockets[0]?.say({ type: 'ping' });
  expect([await pass(45_000), states.at(-1)]).toEqual([1, 'open']);
  expect(await pass(45_000)).toBe(1);
  expect([states.at(-1), sockets[0]?.readyState]).toEqual(['waiting', 3]);
  await pass(125);
  expect(sockets[1]?.sent[0]).toMatchObject({ type: 'hello', resume: [{ session_id: 's', after_sequence: 7 }] });
  sockets[0]?.say({ type: 'bye', reason: 'superseded', retry_ms: null });
  sockets[1]?.say(WELCOME);
  expect(typesOf(sockets[1])).toEqual(['hello']);
  connection.close();
  expect(await first).toEqual({ done: true, value: undefined });
});
