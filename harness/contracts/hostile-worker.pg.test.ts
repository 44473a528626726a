import { randomUUID } from 'node:crypto';
import { EngineKit, runSql, startGrpcServer, type GrpcServer } from '@everruns/control-plane/testing';
import { systemClock } from '@everruns/kernel';
import { outputMessageId, toolCallId, type AttemptToken } from '@everruns/schemas';
import { Client, credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listFields, listMethods, type RequestField } from './request-fields.ts';

const METHODS = listMethods();
const DAY_SECONDS = 86_400;
/** The statuses with which a control plane may answer a wrong request. */
const ANSWERS = new Set([
  'OK',
  'INVALID_ARGUMENT',
  'ABORTED',
  'NOT_FOUND',
  'FAILED_PRECONDITION',
  'RESOURCE_EXHAUSTED',
  'UNIMPLEMENTED',
]);

type Value = string | number | boolean | object;
type Request = Record<string, Value>;

const LONG = 'x'.repeat(300_000);
const TEXTS = ['', 'a\u0000b', LONG, '__proto__', '-1'];
const JSON_TEXTS = [
  '{"a":',
  '{"a":"\\u0000"}',
  '{"\\ud800":1}',
  '{"a":1e999}',
  '['.repeat(5_000),
  `[${'0,'.repeat(1_500_000)}0]`,
  'null',
  '{"__proto__":{"a":1}}',
];
const NUMBERS = [-1, 0, 2 ** 31 - 1];
const LARGE = [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER];
const FRACTIONS = [Number.NaN, Number.POSITIVE_INFINITY, -1, 1e308];
const FOUR_BYTES = /^(iteration|ordinals?|wait_ordinals|segment|attempt|operation)$/;

function attacksOn({ way, kind, isFraction }: RequestField): Value[] {
  const name = way.at(-1) ?? '';
  switch (kind) {
    case 'text':
      return name.endsWith('_json') ? [...TEXTS, ...JSON_TEXTS] : TEXTS;
    case 'number':
      // A long poll may take up to a minute.
      if (name === 'timeout_ms') return [-1, 0];
      return isFraction ? FRACTIONS : [...NUMBERS, ...(FOUR_BYTES.test(name) ? [] : LARGE)];
    case 'flag':
      return [true];
    case 'bytes':
      return [Buffer.alloc(0), Buffer.alloc(33), Buffer.alloc(11 * 1024 * 1024)];
    case 'message':
      return [{}];
  }
}

/** Returns the request with this value in the field; every repeated field on the path has one element. */
function withValue(request: Request, field: RequestField, value: Value): Request {
  const changed: Request = structuredClone(request);
  let here: Record<string, Value> = changed;
  for (const step of field.way.slice(0, -1)) {
    const next = here[step];
    const [first] = Array.isArray(next) ? (next as object[]) : [next];
    const inner = typeof first === 'object' ? (first as Record<string, Value>) : {};
    // The proto names the fields on the path that are repeated.
    here[step] = REPEATED.has(step) ? [inner] : inner;
    here = inner;
  }
  const name = field.way.at(-1) ?? '';
  here[name] = field.isRepeated ? [value] : value;
  return changed;
}
const REPEATED = new Set([
  'events',
  'calls',
  'paid',
  'results',
  'running',
  'successor_exec_ids',
  'ordinals',
  'wait_ordinals',
  'files',
  'sources',
]);

describe('a worker that has the token of the fleet and says whatever the proto can say', () => {
  let kit: EngineKit;
  let server: GrpcServer;
  let client: Client;
  const logged: string[] = [];
  const metadata = new Metadata();
  metadata.set('authorization', 'Bearer right');

  beforeAll(async () => {
    kit = await EngineKit.open();
    const log = { warn: () => {}, error: (details: object) => void logged.push(JSON.stringify(details)) };
    const options = { service: kit.service, address: '127.0.0.1:0', token: 'right', clock: systemClock, log };
    server = await startGrpcServer(options);
    client = new Client(server.address, credentials.createInsecure(), {
      'grpc.max_send_message_length': -1,
      'grpc.max_receive_message_length': -1,
    });
  });
  afterAll(async () => {
    client.close();
    await server.close(0);
    await kit[Symbol.asyncDispose]();
  });

  beforeEach(() => void logged.splice(0));

  /** Returns how a unary call is answered. */
  const ask = (method: string, request: Request): Promise<string> => {
    const { path: route, requestSerialize, responseDeserialize } = METHODS[method] ?? unknown(method);
    return new Promise((resolve) => {
      const done = (error: ServiceError | null) => resolve(status[error?.code ?? 0] ?? '');
      client.makeUnaryRequest(route, requestSerialize, responseDeserialize, request, metadata, done);
    });
  };

  /**
   * The same over the stream: returns the answer's case, or how the stream ended. If a frame gets no answer, the answer to
   * the next call counts.
   */
  const say = (frame: Request): Promise<string> => {
    const { path: route, requestSerialize, responseDeserialize } = METHODS['EmitEventStream'] ?? unknown('stream');
    return new Promise((resolve) => {
      const stream = client.makeBidiStreamRequest(route, requestSerialize, responseDeserialize, metadata);
      const end = (how: string) => {
        resolve(how);
        stream.cancel();
      };
      stream.on('error', (error: ServiceError) => end(status[error.code] ?? ''));
      stream.on('data', ({ answer }: { answer?: { error?: { code: string } } }) => {
        if (answer !== undefined) end(answer.error?.code === 'internal' ? 'INTERNAL' : 'OK');
      });
      stream.write(frame);
      stream.write({ call: { id: 2, end_segment: { turn_id: 'none' } } });
    });
  };

  const startTurn = async () => {
    const sessionId = await kit.newSession();
    const { turn } = await kit.post(sessionId, 'hello');
    return { sessionId, begun: await kit.begin(turn.id) };
  };

  const startCall = async () => {
    const { sessionId, begun } = await startTurn();
    await kit.commitReason(begun, { calls: ['put'] });
    return { sessionId, begun: await kit.begin(begun.token.atom.turn_id, { kind: 'act' }) };
  };

  const wrongOf = async (attack: string, answer: Promise<string>, sessionId: Parameters<EngineKit['log']>[0]) => {
    const code = await answer;
    // What only a worker of release 0.1.0 asks, which repeats it until a newer one takes its call.
    const isOlder = code === 'UNAVAILABLE' && attack.startsWith('SessionFile.');
    const wrong = ANSWERS.has(code) || isOlder ? [] : [`${attack}: ${code}`];
    // Whatever the result was, the session can be read.
    const isRead = await kit.log(sessionId).then(
      () => true,
      () => false,
    );
    return isRead ? wrong : [...wrong, `${attack}: the log cannot be read`];
  };

  it.each(Object.keys(METHODS).filter((name) => name !== 'EmitEventStream'))(
    'is answered clearly, whichever field of %s it abuses, by a call of its own and over the stream',
    async (method) => {
      const { name } = (METHODS[method] ?? unknown(method)).requestType.type as { name: string };
      const wrong: string[] = [];
      for (const field of listFields(name)) {
        for (const value of [...attacksOn(field), ...(field.isRepeated ? [null] : [])]) {
          const { sessionId, begun } = await (OF_CALLS.has(method) ? startCall() : startTurn());
          const base = requestOf(method, begun.token);
          const request = value === null ? withMany(base, field) : withValue(base, field, value);
          const attack = `${method}.${field.way.join('.')} = ${JSON.stringify(value)?.slice(0, 40)}`;
          wrong.push(...(await wrongOf(attack, ask(method, request), sessionId)));
          const verb = method.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).slice(1);
          if (STREAMED.has(verb))
            wrong.push(...(await wrongOf(`stream ${attack}`, say({ call: { id: 1, [verb]: request } }), sessionId)));
        }
      }
      expect(wrong).toEqual([]);
      expect(logged).toEqual([]);
    },
    240_000,
  );

  it('is answered clearly, whichever field of a preview, a heartbeat or a greeting it abuses', async () => {
    const wrong: string[] = [];
    const { sessionId, begun } = await startTurn();
    const { token } = begun;
    const delta = { message_id: outputMessageId(token.atom), attempt: 1, part: 0, offset: 0, delta: 'x' };
    const draft = { type: 'output.message.delta', data_json: JSON.stringify(delta) };
    const frames: Record<string, Value> = {
      hello: { worker_id: 'w' },
      preview: { token, frame_number: 1, draft },
      heartbeat: { running: [token] },
      cancel: { id: 1 },
    };
    for (const field of listFields('EmitEventStreamRequest').filter(({ way }) => (way[0] ?? '') in frames)) {
      const [kind = ''] = field.way;
      for (const value of [...attacksOn(field), ...(field.isRepeated ? [null] : [])]) {
        const base = { [kind]: frames[kind] ?? {} };
        const frame = value === null ? withMany(base, field) : withValue(base, field, value);
        const attack = `${field.way.join('.')} = ${JSON.stringify(value)?.slice(0, 40)}`;
        wrong.push(...(await wrongOf(attack, say(frame), sessionId)));
      }
    }
    expect(wrong).toEqual([]);
    expect(logged).toEqual([]);
  }, 120_000);

  it('has stored no wait beyond a day, no number that sums cannot bear, and no text without end', async () => {
    const [turns] = await runSql<Record<string, number>>(
      kit.deps.db,
      `select coalesce(max(extract(epoch from wake_at - now())), 0)::float8 as wake,
         coalesce(max(extract(epoch from progress_at - now())), 0)::float8 as progress,
         coalesce(max((usage ->> 'input_tokens')::float8), 0) as tokens,
         coalesce(max(length(error_message)), 0)::int as message from turns`,
      [],
    );
    expect(turns?.['wake']).toBeLessThanOrEqual(DAY_SECONDS);
    expect(turns?.['progress']).toBeLessThanOrEqual(DAY_SECONDS);
    expect(turns?.['tokens']).toBeLessThanOrEqual(1e11);
    expect(turns?.['message']).toBeLessThanOrEqual(8_192);
  });

  it('has broken nothing: an honest worker runs a turn to its end', async () => {
    const { sessionId, begun } = await startTurn();
    await kit.commitReason(begun);
    expect(await kit.types(sessionId)).toContain('turn.completed');
  });
});

/** The methods that only a running call may ask. */
const OF_CALLS = new Set(['SessionFile', 'UploadFile', 'ListSteps', 'RecordStep', 'FindSource']);

const STREAMED = new Set(['get_turn_context', 'commit_atom', 'fail_attempt', 'end_segment']);

/** Returns the request with more elements than any list may hold. */
function withMany(request: Request, field: RequestField): Request {
  const one = field.kind === 'message' ? {} : field.kind === 'text' ? randomUUID() : 1;
  const many = Array.from({ length: 30_000 }, () => one);
  return withValue(request, { ...field, isRepeated: false }, many);
}

/** Returns a valid request. */
function requestOf(method: string, token: AttemptToken): Request {
  const { atom, session_id } = token;
  const shared = { turn_id: atom.turn_id, segment: 1, token };
  const message = {
    id: outputMessageId(atom),
    session_id,
    turn_id: atom.turn_id,
    role: 'agent',
    content: [{ type: 'text', text: 'right' }],
    created_at: new Date(0).toISOString(),
  };
  switch (method) {
    case 'GetTurnContext':
      return { atom, segment: 1, exec_id: randomUUID(), have_sequence: 0 };
    case 'CommitAtom': {
      const id = toolCallId(atom, 0);
      const calls = [{ id, ordinal: 0, name: 'noop', arguments_json: '{}' }];
      const usage = { input_tokens: 1, output_tokens: 1 };
      const events = [{ type: 'output.message.completed', data_json: JSON.stringify({ message }) }];
      return { token, events, reason: { calls, usage, results: [] }, successor_exec_ids: [], have_sequence: 0 };
    }
    case 'FailAttempt':
      return { token, retry_class: 'unavailable', retry_after_ms: 1_000, detail: 'd' };
    case 'EndSegment':
      return { ...shared, failed: { code: 'internal', message: 'm' } };
    case 'WaitForCalls':
      return { ...shared, iteration: 1, ordinals: [], timeout_ms: 1 };
    case 'SessionFile':
      return { token, list: { path: '/', recursive: true } };
    case 'UploadFile':
      return { token, content: Buffer.from('a') };
    case 'ListSteps':
      return { token };
    case 'RecordStep':
      return { token, step: { name: 'one', result_json: '{}' } };
    case 'FindSource':
      return { token, url: 'https://example.com/' };
    case 'StoreContents':
      return { token, contents: ['Be brief.'] };
    case 'GetSecret':
      return { token, name: 'token', host: 'api.example.com:443' };
    case 'SuspendCall':
      return { token, kind: 'question', asked_json: JSON.stringify({ question: { question: 'Which one?' } }) };
    case 'GetTime':
      return { skew_ms: 0 };
    default:
      return unknown(method);
  }
}

function unknown(method: string): never {
  throw new Error(`${method} is attacked by no request yet: say in requestOf what a right one is`);
}
