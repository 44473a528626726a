import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { EngineKit, startGrpcServer, type GrpcServer } from '@everruns/control-plane/testing';
import { systemClock } from '@everruns/kernel';
import { Client, credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { loadSync, type MethodDefinition } from '@grpc/proto-loader';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROTO = path.resolve(import.meta.dirname, '../../proto');

/** A method as the proto files alone describe it. */
function methodOf(name: string): MethodDefinition<object, object> {
  const options = { includeDirs: [PROTO], keepCase: true, longs: Number, oneofs: true, defaults: true };
  const service = loadSync('everruns/worker/v1/worker.proto', options)['everruns.worker.v1.WorkerService'];
  if (service === undefined || typeof service.format === 'string')
    throw new Error('the proto files have no such service');
  const method = service[name];
  if (method === undefined) throw new Error(`the proto files have no method ${name}`);
  return method;
}

describe('a client that has nothing but the proto files', () => {
  let kit: EngineKit;
  let server: GrpcServer;
  let client: Client;
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

  const beginTurn = async (metadata: Metadata): Promise<object> => {
    const { turn } = await kit.post(await kit.newSession(), 'Grüße');
    const { path: route, requestSerialize, responseDeserialize } = methodOf('GetTurnContext');
    const request = {
      atom: { turn_id: turn.id, iteration: 1, kind: 'reason', ordinal: 0 },
      segment: 1,
      exec_id: randomUUID(),
      have_sequence: 0,
    };
    return new Promise((resolve, reject) => {
      const done = (error: ServiceError | null, answer?: object) => (error ? reject(error) : resolve(answer ?? {}));
      client.makeUnaryRequest(route, requestSerialize, responseDeserialize, request, metadata, done);
    });
  };

  it('begins a turn with the worker token, and reads the conversation', async () => {
    const metadata = new Metadata();
    metadata.set('authorization', 'Bearer right');
    expect(await beginTurn(metadata)).toMatchObject({
      status: 'begun',
      begun: {
        token: { segment: 1, attempt: 1 },
        messages: [{ role: 'user', content: [{ part: 'text', text: { text: 'Grüße' } }] }],
      },
    });
  });

  it('is refused without the worker token', async () => {
    await expect(beginTurn(new Metadata())).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
  });
});
