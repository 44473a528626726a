import { toProviderAddresses } from '@everruns/settings';
import { expect, it } from 'vitest';
import { parseWorkerEnv } from './env.ts';

const MINIMAL = { WORKER_GRPC_TOKEN: 'k7Qx9Zp2-vT4xRn9b' };

it('a worker needs the token only and finds its peers on loopback', () => {
  expect(parseWorkerEnv(MINIMAL)).toMatchObject({
    GRPC_ADDRESS: '127.0.0.1:9001',
    TEMPORAL_ADDRESS: '127.0.0.1:7233',
    TEMPORAL_NAMESPACE: 'default',
    MAX_CONCURRENT_TASKS: 2_000,
    WORKER_DRAIN_SECONDS: 25,
    MODEL_FIRST_BYTE_SECONDS: 90,
    MODEL_SILENCE_SECONDS: 300,
    MODEL_CALLS_PER_PROVIDER: 0,
  });
});

it('a missing token is said by name', () => {
  expect(() => parseWorkerEnv({})).toThrow('WORKER_GRPC_TOKEN');
});

it('a database address and keys in the environment are not taken along', () => {
  const secrets = { DATABASE_URL: 'postgres://x', SECRETS_ENCRYPTION_KEY: 'kek-v1:x', OPENAI_API_KEY: 'sk' };
  expect(JSON.stringify(parseWorkerEnv({ ...MINIMAL, ...secrets }))).not.toMatch(/postgres|kek|sk"/);
});

it('an empty variable counts as absent, and a list is split', () => {
  const env = parseWorkerEnv({
    ...MINIMAL,
    WORKER_ID: '',
    OPENAI_BASE_URL: '',
    EGRESS_ALLOW_CIDRS: '10.0.0.0/8, ,::1/128',
  });
  expect([env.WORKER_ID, toProviderAddresses(env), env.EGRESS_ALLOW_CIDRS]).toEqual([
    undefined,
    [],
    ['10.0.0.0/8', '::1/128'],
  ]);
});

it.each(['0', '-1', 'many'])('MAX_CONCURRENT_TASKS=%s is refused', (value) => {
  expect(() => parseWorkerEnv({ ...MINIMAL, MAX_CONCURRENT_TASKS: value })).toThrow('MAX_CONCURRENT_TASKS');
});

it('everything that is wrong is said at once, by name', () => {
  const env = {
    GRPC_ADDRESS: 'control-plane',
    MAX_CONCURRENT_TASKS: 'x',
    TEMPORAL_ADDRESS: 'temporal',
    GRPC_TLS_CERT_PATH: '/nowhere/cert.pem',
  };
  expect(() => parseWorkerEnv(env)).toThrow(
    'GRPC_ADDRESS must look like host:9001; WORKER_GRPC_TOKEN is not set; MAX_CONCURRENT_TASKS must be a number; ' +
      'TEMPORAL_ADDRESS must look like host:7233; GRPC_TLS_KEY_PATH is required with GRPC_TLS_CERT_PATH; ' +
      'GRPC_TLS_CA_PATH is required with GRPC_TLS_CERT_PATH; GRPC_TLS_CERT_PATH cannot be read: ENOENT',
  );
});

it.each(['10.0.0.1:9001', 'ipv4:10.0.0.1:9001,10.0.0.2:9001', 'dns:///control-plane:9001', '[::1]:9001'])(
  'GRPC_ADDRESS=%s is taken',
  (address) => {
    expect(parseWorkerEnv({ ...MINIMAL, GRPC_ADDRESS: address }).GRPC_ADDRESS).toBe(address);
  },
);
