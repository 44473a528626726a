import { OrganizationId, SessionId, TurnId } from '@everruns/schemas';
import { type handleUnaryCall, Server, ServerCredentials, status } from '@grpc/grpc-js';
import { expect, it, onTestFinished } from 'vitest';
import { createTemporalRunner } from './temporal-runner.ts';

const SERVICE = '/temporal.api.workflowservice.v1.WorkflowService/';

/** A Temporal server that accepts connections but cannot start a workflow. It records the names of the calls. */
async function startUnavailableServer(): Promise<{ address: string; asked: string[] }> {
  const asked: string[] = [];
  const method = (name: string, code: status | null) => {
    const handle: handleUnaryCall<Buffer, Buffer> = (_call, answer) => {
      asked.push(name);
      if (code === null) answer(null, Buffer.alloc(0));
      else answer({ code, details: 'not now' });
    };
    const bytes = (value: Buffer) => value;
    const codec = {
      requestSerialize: bytes,
      requestDeserialize: bytes,
      responseSerialize: bytes,
      responseDeserialize: bytes,
    };
    return [name, { path: SERVICE + name, requestStream: false, responseStream: false, ...codec }, handle] as const;
  };
  const methods = [
    method('GetSystemInfo', null),
    method('RegisterNamespace', null),
    method('StartWorkflowExecution', status.UNAVAILABLE),
  ];
  const server = new Server();
  server.addService(
    Object.fromEntries(methods.map(([name, definition]) => [name, definition])),
    Object.fromEntries(methods.map(([name, , handle]) => [name, handle])),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  onTestFinished(() => server.forceShutdown());
  return { address: `127.0.0.1:${port}`, asked };
}

it('asks once, and leaves the repeating to the sweep', async () => {
  const { address, asked } = await startUnavailableServer();
  const runner = createTemporalRunner({ address, namespace: 'default', log: { warn: () => undefined } });
  const segment = {
    org_id: OrganizationId.parse('00000000-0000-7000-8000-000000000001'),
    turn_id: TurnId.parse('01890000-0000-7000-8000-00000000000a'),
    session_id: SessionId.parse('01890000-0000-7000-8000-00000000000b'),
    segment: 1,
    start_iteration: 1,
    max_iterations: 5,
  };
  await expect(runner.start(segment)).rejects.toThrow();
  await runner.close(AbortSignal.timeout(0));
  expect(asked.filter((name) => name === 'StartWorkflowExecution')).toEqual(['StartWorkflowExecution']);
});
