import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { createGrpcWorkerService } from '@everruns/internal-protocol';
import { omitUndefined, systemClock } from '@everruns/kernel';
import { isEverrunsError, TurnId } from '@everruns/schemas';
import { startGrpcServer } from '../grpc/server.ts';
import { createFakeWorkerService } from '../grpc/testing/fake-worker-service.ts';
import { findTlsErrors, readGrpcTls, readTemporalTls, TlsEnvironment } from './tls.ts';

const pem = (name: string) => fileURLToPath(new URL(`../grpc/testing/tls/test-only.${name}.pem`, import.meta.url));
const CERT = pem('cert');
const KEY = pem('key');
const log = { warn: () => {}, error: () => {} };
const read = (env: Record<string, string>) => TlsEnvironment.parse(env);

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function callOver(tls: { ca: Buffer } | undefined): Promise<string> {
  const server = await startGrpcServer({
    service: createFakeWorkerService({ waitForCalls: async () => ({ status: 'waited', runnable: [], open: [7] }) }),
    address: '127.0.0.1:0',
    token: 'right',
    clock: systemClock,
    log,
    tls: readGrpcTls(read({ GRPC_TLS_CERT_PATH: CERT, GRPC_TLS_KEY_PATH: KEY })) ?? failed(),
  });
  cleanups.push(() => server.close(0));
  const address = server.address;
  const client = createGrpcWorkerService({
    address,
    token: 'right',
    log,
    ...omitUndefined({ tls }),
  });
  cleanups.push(() => client.close());
  const turn_id = TurnId.parse('019a0000-0000-7000-8000-000000000001');
  return client.waitForCalls({ turn_id, segment: 1, iteration: 1, ordinals: [7], timeout_ms: 1_000 }).then(
    (answer) => answer.status,
    (error: unknown) => (isEverrunsError(error) ? error.code : String(error)),
  );
}

function failed(): never {
  throw new Error('the certificate was not read');
}

it('a worker that trusts the authority gets through, and its token and calls are encrypted', async () => {
  const { ca } = readTemporalTls(read({ TEMPORAL_TLS_CA_PATH: CERT }), false) ?? {};
  expect(await callOver({ ca: ca ?? failed() })).toBe('waited');
});

it('a worker without TLS does not get through', async () => {
  expect(await callOver(undefined)).not.toBe('waited');
});

it('half a pair and a file that is not there are said by the setting’s name', () => {
  expect(findTlsErrors(read({ GRPC_TLS_CERT_PATH: CERT })).map(({ path }) => path)).toEqual(['GRPC_TLS_KEY_PATH']);
  expect(findTlsErrors(read({ GRPC_TLS_CLIENT_CA_PATH: CERT })).map(({ path }) => path)).toEqual([
    'GRPC_TLS_CERT_PATH',
  ]);
  const [error] = findTlsErrors(read({ TEMPORAL_TLS_CA_PATH: '/nowhere/ca.pem' }));
  expect([error?.path, error?.message]).toEqual(['TEMPORAL_TLS_CA_PATH', expect.stringContaining('ENOENT')]);
});

it('Temporal is spoken to in the clear unless a file or an API key says otherwise', () => {
  expect(readTemporalTls(read({}), false)).toBe(null);
  expect(readTemporalTls(read({}), true)).toEqual({});
  expect(
    Object.keys(readTemporalTls(read({ TEMPORAL_TLS_CERT_PATH: CERT, TEMPORAL_TLS_KEY_PATH: KEY }), false) ?? {}),
  ).toEqual(['cert', 'key']);
});
