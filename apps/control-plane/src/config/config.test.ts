import { randomBytes } from 'node:crypto';
import { isEverrunsError } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';

const KEY = randomBytes(32).toString('base64');
const GOOD = { DATABASE_URL: 'postgres://u:secret-word@localhost/db', SECRETS_ENCRYPTION_KEY: `kek-v1:${KEY}` };

function refusal(env: Record<string, string | undefined>): string {
  try {
    parseConfig({ ...GOOD, ...env });
  } catch (error) {
    if (isEverrunsError(error)) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

describe('parseConfig', () => {
  it('gives every setting its default', () => {
    expect(parseConfig(GOOD)).toMatchObject({
      httpAddr: { host: '127.0.0.1', port: 9000 },
      uiAddr: null,
      grpcAddr: { host: '127.0.0.1', port: 9001 },
      auth: { mode: 'none', admin: null, isSignupDisabled: true, oauth: [] },
      runner: 'local',
      temporal: null,
      openai: null,
      modelLimits: { firstByteMs: 90_000, firstByteLocalMs: 600_000, silenceMs: 300_000, callsPerProvider: 0 },
      maxConcurrentTurns: 256,
      httpKeepAliveMs: 65_000,
      logLevel: 'info',
    });
  });

  it('reads addresses, lists and what Temporal’s address implies', () => {
    const config = parseConfig({
      ...GOOD,
      HTTP_ADDR: '[::1]:0',
      ALLOWED_HOSTS: 'Agents.example, .b.example, 10.0.0.0/8',
      TEMPORAL_ADDRESS: 'temporal:7233',
      WORKER_GRPC_TOKEN: 'a-token-of-sixteen',
      OPENAI_API_KEY: 'sk-1',
      OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1',
    });
    expect(config.httpAddr).toEqual({ host: '::1', port: 0 });
    expect(config.allowedHosts).toEqual(['agents.example', '.b.example', '10.0.0.0/8']);
    expect([config.runner, config.temporal?.address]).toEqual(['temporal', 'temporal:7233']);
    expect(config.openai).toEqual({ apiKey: 'sk-1', baseUrl: 'http://127.0.0.1:8080/v1' });
  });

  it.each([
    [
      'EVERRUNS_DATADIR',
      { EVERRUNS_DATADIR: 'x' },
      /EVERRUNS_DATADIR is not a setting; did you mean EVERRUNS_DATA_DIR\?/,
    ],
    ['EVERRUNS_URL', { EVERRUNS_URL: 'x' }, /did you mean EVERRUNS_API_URL\?/],
    ['a missing database', { DATABASE_URL: undefined }, /DATABASE_URL is not set/],
    ['an address without port', { HTTP_ADDR: 'localhost' }, /HTTP_ADDR must look like/],
    ['a mode without its account', { AUTH_MODE: 'full' }, /AUTH_ADMIN_EMAIL is needed with AUTH_MODE=full/],
    ['an account without password', { AUTH_MODE: 'admin', AUTH_ADMIN_EMAIL: 'a@b.example' }, /AUTH_ADMIN_PASSWORD/],
    [
      'a way back that nobody named',
      {
        AUTH_MODE: 'full',
        AUTH_ADMIN_EMAIL: 'a@b.example',
        AUTH_GITHUB_CLIENT_ID: 'id',
        AUTH_GITHUB_CLIENT_SECRET: 'x',
      },
      /AUTH_BASE_URL/,
    ],
    ['Redis without an address', { RATE_LIMIT_STORE: 'redis' }, /REDIS_URL is needed with RATE_LIMIT_STORE=redis/],
    ['another scheme for Redis', { REDIS_URL: 'http://redis.example' }, /REDIS_URL/],
    ['a collector that is none', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, /OTEL_EXPORTER_OTLP_ENDPOINT/],
    ['headers that are none', { OTEL_EXPORTER_OTLP_HEADERS: 'key' }, /OTEL_EXPORTER_OTLP_HEADERS must look like/],
    ['a short token secret', { AUTH_JWT_SECRET: 'short' }, /AUTH_JWT_SECRET/],
    ['an open platform on the network', { HTTP_ADDR: '0.0.0.0:9000' }, /HTTP_ADDR 0\.0\.0\.0 .*AUTH_NONE_ALLOW_REMOTE/],
    ['a host with its port', { ALLOWED_HOSTS: 'agents.example:9000' }, /ALLOWED_HOSTS must hold names/],
    ['a host with a star', { ALLOWED_HOSTS: '*.agents.example' }, /suffixes such as \.example\.com/],
    ['no keep-alive', { HTTP_KEEP_ALIVE_SECONDS: '0' }, /HTTP_KEEP_ALIVE_SECONDS must be at least 1/],
    ['endless silence', { MODEL_SILENCE_SECONDS: 'Infinity' }, /MODEL_SILENCE_SECONDS must be a/],
    ['its UI there', { UI_ADDR: '0.0.0.0:9100' }, /^UI_ADDR 0\.0\.0\.0 .*AUTH_NONE_ALLOW_REMOTE/],
    ['both', { HTTP_ADDR: '[::]:9000', UI_ADDR: '[::]:9100' }, /^HTTP_ADDR :: .*; UI_ADDR :: /],
    ['Temporal without an address', { RUNNER: 'temporal' }, /TEMPORAL_ADDRESS/],
    ['Temporal without a token for its workers', { TEMPORAL_ADDRESS: 'temporal:7233' }, /WORKER_GRPC_TOKEN is needed/],
    ['a Temporal address that is none', { TEMPORAL_ADDRESS: 'temporal' }, /TEMPORAL_ADDRESS must look like host:7233/],
    ['a short worker token', { WORKER_GRPC_TOKEN: 'short' }, /WORKER_GRPC_TOKEN/],
  ])('refuses %s in one clear sentence', (_name, env, sentence) => {
    expect(refusal(env)).toMatch(sentence);
  });

  it.each([
    '10.0.0.5',
    '[::ffff:0.0.0.0]',
    '[::ffff:10.0.0.5]',
    '[fd00::1]',
    'my-machine',
    'localhost.example',
    '0',
    '127.1',
  ])('takes %s for an address of the network, for the API and for the UI', (host) => {
    expect(refusal({ HTTP_ADDR: `${host}:9000` })).toMatch(/^HTTP_ADDR .*AUTH_NONE_ALLOW_REMOTE/);
    expect(refusal({ UI_ADDR: `${host}:9100` })).toMatch(/^UI_ADDR .*AUTH_NONE_ALLOW_REMOTE/);
  });

  it.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.3.2.1', '[::1]', '[::ffff:127.0.0.1]'])(
    'binds to %s',
    (host) => {
      const { httpAddr, uiAddr } = parseConfig({ ...GOOD, HTTP_ADDR: `${host}:9000`, UI_ADDR: `${host}:9100` });
      const plain = host.replace(/^\[|\]$/g, '');
      expect([httpAddr, uiAddr]).toEqual([
        { host: plain, port: 9000 },
        { host: plain, port: 9100 },
      ]);
    },
  );

  it('lets the UI listen beyond loopback where people sign in', () => {
    const env = {
      ...GOOD,
      AUTH_MODE: 'full',
      AUTH_ADMIN_EMAIL: 'a@b.example',
      AUTH_ADMIN_PASSWORD: 'eight-chars-or-more',
    };
    expect(parseConfig({ ...env, UI_ADDR: '0.0.0.0:9100' }).uiAddr?.host).toBe('0.0.0.0');
  });

  it('names everything that is wrong at once, unknown names and what does not fit together included', () => {
    const message = refusal({
      DATABASE_URL: undefined,
      SECRETS_ENCRYPTION_KEY: 'kek-v1:short',
      EVERRUNS_DATADIR: 'x',
      AUTH_MODE: 'full',
      HTTP_ADDR: 'localhost',
      TEMPORAL_ADDRESS: 'temporal:7233',
      GRPC_TLS_CERT_PATH: '/nowhere.pem',
    });
    const named = message.match(/(?<=^|; )[A-Z_]+(?= )/g);
    expect(named).toEqual([
      'DATABASE_URL',
      'HTTP_ADDR',
      'EVERRUNS_DATADIR',
      'AUTH_ADMIN_EMAIL',
      'AUTH_ADMIN_PASSWORD',
      'SECRETS_ENCRYPTION_KEY',
      'WORKER_GRPC_TOKEN',
      'GRPC_TLS_KEY_PATH',
      'GRPC_TLS_CERT_PATH',
    ]);
  });

  it('needs no token for workers where turns run in this process', () => {
    expect(parseConfig({ ...GOOD, RUNNER: 'local', TEMPORAL_ADDRESS: 'temporal:7233' }).temporal).toBeNull();
  });

  it('binds beyond loopback when told so', () => {
    expect(parseConfig({ ...GOOD, HTTP_ADDR: '0.0.0.0:9000', AUTH_NONE_ALLOW_REMOTE: 'true' }).httpAddr.host).toBe(
      '0.0.0.0',
    );
  });
});

describe('SECRETS_ENCRYPTION_KEY', () => {
  it.each([
    ['short', `kek-v1:${randomBytes(16).toString('base64')}`],
    ['all zero', `kek-v1:${Buffer.alloc(32).toString('base64')}`],
    ['a sequence', `kek-v1:${Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString('base64')}`],
    ['typed by hand', `kek-v1:${Buffer.from('change-me-change-me-change-me-32').toString('base64')}`],
    ['without id', KEY],
    ['no base64', 'kek-v1:***'],
  ])('refuses a key that is %s, and never prints it', (_name, text) => {
    const message = refusal({ SECRETS_ENCRYPTION_KEY: text });
    expect(message).toContain('SECRETS_ENCRYPTION_KEY');
    expect(message).not.toContain(text.split(':').at(-1));
  });

  it('refuses two keys under one id', () => {
    expect(refusal({ SECRETS_ENCRYPTION_KEY_PREVIOUS: `kek-v1:${randomBytes(32).toString('base64')}` })).toContain(
      'kek-v1',
    );
  });
});
