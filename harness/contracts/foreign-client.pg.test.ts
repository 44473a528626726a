import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { EngineKit, startGrpcServer, type GrpcServer } from '@everruns/control-plane/testing';
import { systemClock } from '@everruns/kernel';
import { outputMessageId, type AtomRef, type SessionId, type TurnId } from '@everruns/schemas';
import { Client, credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { loadSync, type MethodDefinition } from '@grpc/proto-loader';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROTO = path.resolve(import.meta.dirname, '../../proto');

/** Describes a method from the proto files alone. */
function methodOf(name: string): MethodDefinition<object, object> {
  const options = { includeDirs: [PROTO], keepCase: true, longs: Number, oneofs: true, defaults: true };
  const service = loadSync('everruns/worker/v1/worker.proto', options)['everruns.worker.v1.WorkerService'];
  if (service === undefined || typeof service.format === 'string')
    throw new Error('the proto files have no such service');
  const method = service[name];
  if (method === undefined) throw new Error(`the proto files have no method ${name}`);
  return method;
}

/** The part of a begun atom that the test itself reads; the rest is only checked by its shape. */
interface BegunAnswer {
  begun: { token: { atom: AtomRef; attempt: number; session_id: string }; head_sequence: number };
}

describe('a client that has nothing but the proto files', () => {
  let kit: EngineKit;
  let server: GrpcServer;
  let client: Client;
  const workerToken = new Metadata();
  workerToken.set('authorization', 'Bearer right');
  beforeAll(async () => {
    kit = await EngineKit.open();
    const log = { warn: () => {}, error: () => {} };
    server = await startGrpcServer({
      service: kit.service,
      address: '127.0.0.1:0',
      token: 'right',
      clock: systemClock,
      log,
    });
    client = new Client(server.address, credentials.createInsecure());
  });
  afterAll(async () => {
    client.close();
    await server.close(0);
    await kit[Symbol.asyncDispose]();
  });

  /** Makes one unary call. Rejects with a gRPC status. */
  const call = (name: string, request: object, metadata = workerToken): Promise<object> => {
    const { path: route, requestSerialize, responseDeserialize } = methodOf(name);
    return new Promise((resolve, reject) => {
      const done = (error: ServiceError | null, answer?: object) => (error ? reject(error) : resolve(answer ?? {}));
      client.makeUnaryRequest(route, requestSerialize, responseDeserialize, request, metadata, done);
    });
  };

  const startTurn = async (): Promise<{ sessionId: SessionId; turnId: TurnId }> => {
    const sessionId = await kit.newSession();
    const { turn } = await kit.post(sessionId, 'Grüße');
    return { sessionId, turnId: turn.id };
  };

  const begin = (turnId: TurnId, metadata = workerToken): Promise<object> => {
    const atom = { turn_id: turnId, iteration: 1, kind: 'reason', ordinal: 0 };
    return call('GetTurnContext', { atom, segment: 1, exec_id: randomUUID(), have_sequence: 0 }, metadata);
  };

  const beginAttempt = async (turnId: TurnId): Promise<BegunAnswer['begun']> =>
    ((await begin(turnId)) as BegunAnswer).begun;

  it('begins a turn with the worker token, and reads the conversation', async () => {
    const { turnId } = await startTurn();
    expect(await begin(turnId)).toMatchObject({
      status: 'begun',
      begun: {
        token: { segment: 1, attempt: 1 },
        messages: [{ role: 'user', content: [{ part: 'text', text: { text: 'Grüße' } }] }],
      },
    });
  });

  it('is refused without the worker token', async () => {
    const { turnId } = await startTurn();
    await expect(begin(turnId, new Metadata())).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
  });

  it('commits an answer, which ends the turn, and is told the same when it commits again', async () => {
    const { sessionId, turnId } = await startTurn();
    const { token, head_sequence } = await beginAttempt(turnId);
    const message = {
      id: outputMessageId(token.atom),
      session_id: sessionId,
      turn_id: turnId,
      role: 'agent',
      content: [{ type: 'text', text: 'Grüße zurück' }],
      created_at: new Date(0).toISOString(),
    };
    const request = {
      token,
      events: [{ type: 'output.message.completed', data_json: JSON.stringify({ message }) }],
      reason: { calls: [], usage: { input_tokens: 3, output_tokens: 2 }, results: [] },
      successor_exec_ids: [],
      have_sequence: head_sequence,
    };
    const committed = await call('CommitAtom', request);
    expect(committed).toMatchObject({ outcome: { outcome: 'reason', reason: { done: true } }, begun: [] });
    expect(await call('CommitAtom', request)).toEqual(committed);
    const log = await kit.log(sessionId);
    expect(log.filter(({ type }) => type === 'output.message.completed')).toMatchObject([
      { data: { message: { content: [{ type: 'text', text: 'Grüße zurück' }] } } },
    ]);
    expect(log.filter(({ type }) => type === 'turn.completed')).toHaveLength(1);
  });

  it('says that an attempt failed, and begins the next one, which has another number', async () => {
    const { turnId } = await startTurn();
    const { token } = await beginAttempt(turnId);
    const failure = { token, retry_class: 'timeout', retry_after_ms: 0, detail: 'no answer in time' };
    expect(await call('FailAttempt', failure)).toEqual({});
    expect(await begin(turnId)).toMatchObject({ status: 'begun', begun: { token: { attempt: 2 }, failures: 1 } });
  });

  it('is fenced once a newer attempt runs', async () => {
    const { turnId } = await startTurn();
    const { token } = await beginAttempt(turnId);
    await beginAttempt(turnId);
    const failure = { token, retry_class: 'timeout', retry_after_ms: 0, detail: '' };
    await expect(call('FailAttempt', failure)).rejects.toMatchObject({ code: status.ABORTED });
  });

  it('fails a turn with a code', async () => {
    const { sessionId, turnId } = await startTurn();
    const { token } = await beginAttempt(turnId);
    const failed = { code: 'provider_auth', message: 'Check the key.' };
    expect(await call('EndSegment', { turn_id: turnId, segment: 1, token, failed })).toEqual({ status: 'ended' });
    const ended = (await kit.log(sessionId)).find(({ type }) => type === 'turn.failed');
    expect(ended?.data).toMatchObject({ error_code: 'provider_auth' });
  });

  it('parks a turn whose provider wants to be asked again later', async () => {
    const { sessionId, turnId } = await startTurn();
    const { token } = await beginAttempt(turnId);
    await call('FailAttempt', { token, retry_class: 'rate_limited', retry_after_ms: 60_000, detail: 'too many' });
    const parked = { iteration: 1, wait_ordinals: [], wake_after_ms: 60_000 };
    expect(await call('EndSegment', { turn_id: turnId, segment: 1, token, parked })).toEqual({ status: 'ended' });
    expect(await kit.count(sessionId, 'turn.parked')).toBe(1);
  });
});
