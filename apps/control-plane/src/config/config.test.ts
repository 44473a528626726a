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
      providers: {},
      modelLimits: { firstByteMs: 90_000, firstByteLocalMs: 600_000, silenceMs: 300_000, callsPerProvider: 0 },
      maxConcurrentTurns: 2_000,
      organizationLimits: {},
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
    expect(config.providers).toEqual({ openai: { apiKey: 'sk-1', baseUrl: 'http://127.0.0.1:8080/v1' } });
  });

  it.each([
    [
      'EVERRUNS_DATADIR',
      { EVERRUNS_DATADIR: 'x' },
      /EVERRUNS_DATADIR is not a setting; did you mean EVERRUNS_DATA_DIR\?/,
    ],
    ['EVERRUNS_URL', { EVERRUNS_URL: 'x' }, /did you mean EVERRUNS_API_URL\?/],
    ['a missing database', { DATABASE_URL: undefined }, /DATABASE_URL is not set/],
    [
      'several databases of which one is no host',
      { DATABASE_URL: 'postgresql://a:x,b/db' },
      /DATABASE_URL must look like/,
    ],
    ['an address without port', { HTTP_ADDR: 'localhost' }, /HTTP_ADDR must look like/],
    ['a mode without its account', { AUTH_MODE: 'full' }, /AUTH_ADMIN_EMAIL is required with AUTH_MODE=full/],
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
    ['Redis without an address', { RATE_LIMIT_STORE: 'redis' }, /REDIS_URL is required with RATE_LIMIT_STORE=redis/],
    ['another scheme for Redis', { REDIS_URL: 'http://redis.example' }, /REDIS_URL/],
    ['a collector that is none', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, /OTEL_EXPORTER_OTLP_ENDPOINT/],
    ['headers that are none', { OTEL_EXPORTER_OTLP_HEADERS: 'key' }, /OTEL_EXPORTER_OTLP_HEADERS must look like/],
    [
      'headers that are badly encoded',
      { OTEL_EXPORTER_OTLP_HEADERS: 'key=100%' },
      /OTEL_EXPORTER_OTLP_HEADERS must be perc/,
    ],
    ['a short token secret', { AUTH_JWT_SECRET: 'short' }, /AUTH_JWT_SECRET/],
    ['an open platform on the network', { HTTP_ADDR: '0.0.0.0:9000' }, /HTTP_ADDR 0\.0\.0\.0 .*AUTH_NONE_ALLOW_REMOTE/],
    ['a host with its port', { ALLOWED_HOSTS: 'agents.example:9000' }, /ALLOWED_HOSTS must hold names/],
    ['a host with a star', { ALLOWED_HOSTS: '*.agents.example' }, /suffixes such as \.example\.com/],
    ['no keep-alive', { HTTP_KEEP_ALIVE_SECONDS: '0' }, /HTTP_KEEP_ALIVE_SECONDS must be at least 1/],
    ['endless silence', { MODEL_SILENCE_SECONDS: 'Infinity' }, /MODEL_SILENCE_SECONDS must be a/],
    ['its UI there', { UI_ADDR: '0.0.0.0:9100' }, /^UI_ADDR 0\.0\.0\.0 .*AUTH_NONE_ALLOW_REMOTE/],
    ['both', { HTTP_ADDR: '[::]:9000', UI_ADDR: '[::]:9100' }, /^HTTP_ADDR :: .*; UI_ADDR :: /],
    ['Temporal without an address', { RUNNER: 'temporal' }, /TEMPORAL_ADDRESS/],
    [
      'Temporal without a token for its workers',
      { TEMPORAL_ADDRESS: 'temporal:7233' },
      /WORKER_GRPC_TOKEN is required/,
    ],
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

describe('a secret that others could guess', () => {
  const FULL = {
    AUTH_MODE: 'full',
    AUTH_ADMIN_EMAIL: 'ada.l@everruns.example',
    AUTH_ADMIN_PASSWORD: 'correct horse battery',
  };
  const google = { AUTH_GOOGLE_CLIENT_ID: 'id', AUTH_BASE_URL: 'https://agents.example' };
  it.each([
    ['AUTH_JWT_SECRET', 'a'.repeat(32)],
    ['AUTH_JWT_SECRET', 'changeme'.repeat(4)],
    ['AUTH_JWT_SECRET', 'your-secret-key-at-least-32-characters'],
    ['WORKER_GRPC_TOKEN', 'a'.repeat(16)],
    ['WORKER_GRPC_TOKEN', 'abcd'.repeat(8)],
    ['WORKER_GRPC_TOKEN', '1234567890abcdef'],
    ['AUTH_ADMIN_PASSWORD', 'password'],
    ['AUTH_ADMIN_PASSWORD', 'Changeme1'],
    ['AUTH_ADMIN_PASSWORD', 'ada.l@everruns.example'],
    ['AUTH_GOOGLE_CLIENT_SECRET', 'changeme'],
    ['AUTH_GITHUB_CLIENT_SECRET', 'your-client-secret'],
    ['OPENAI_API_KEY', 'your-api-key'],
    ['DEFAULT_ANTHROPIC_API_KEY', 'sk-ant-xxxxxxxx'],
    ['TEMPORAL_API_KEY', '<key>'],
  ])('ends the start as %s, and is not shown', (name, secret) => {
    const message = refusal({ ...FULL, ...google, AUTH_GITHUB_CLIENT_ID: 'id', [name]: secret });
    expect(message).toMatch(new RegExp(`^${name} (is weak|must not be)`));
    expect(message.toLowerCase().replaceAll(name.toLowerCase(), '')).not.toContain(secret.toLowerCase());
  });

  it('and one secret for two purposes end it, too', () => {
    const secret = randomBytes(32).toString('base64');
    expect(refusal({ AUTH_JWT_SECRET: secret, WORKER_GRPC_TOKEN: secret })).toBe(
      'WORKER_GRPC_TOKEN must differ from AUTH_JWT_SECRET.',
    );
    expect(refusal({ WORKER_GRPC_TOKEN: KEY })).toBe('SECRETS_ENCRYPTION_KEY must differ from WORKER_GRPC_TOKEN.');
  });
});

describe('a key that no header can hold', () => {
  it.each([
    ['OPENAI_API_KEY', 'sk-“quoted”', 'holds a curly quote (U+201C) as character 4'],
    ['ANTHROPIC_API_KEY', 'sk-ant\u200b-1', 'holds a zero-width space (U+200B) as character 7'],
    ['OPENAI_API_KEY', 'sk-1\r', 'holds a carriage return as character 5'],
    ['DEFAULT_OPENAI_API_KEY', 'sk-1\n', 'holds a line end as character 5'],
    ['TEMPORAL_API_KEY', 'a key', 'holds a blank as character 2'],
    ['WORKER_GRPC_TOKEN', 'k7Qx9Zp2-vT4xRn9bä', 'holds U+00E4 as character 18'],
  ])('is refused as %s', (name, key, reason) => {
    expect(refusal({ [name]: key })).toBe(`${name} must be plain ASCII without blanks, and ${reason}: copy it again.`);
  });
});

describe('an address that holds a secret', () => {
  it.each([
    [
      'OPENAI_BASE_URL',
      'https://user:hunter@models.example/v1',
      /^OPENAI_BASE_URL must not hold a user name or password/,
    ],
    ['ANTHROPIC_BASE_URL', 'https://user@models.example', /user name/],
    ['OPENAI_BASE_URL', 'https://models.example/v1?api_key=hunter', /^OPENAI_BASE_URL must not hold a key or token/],
    ['AUTH_BASE_URL', 'https://me:hunter@agents.example', /user name/],
    ['AUTH_GOOGLE_ISSUER', 'https://me:hunter@openid.example', /user name/],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://me:hunter@traces.example', /user name/],
  ])('is refused as %s=%s', (name, url, sentence) => {
    const message = refusal({ [name]: url });
    expect(message).toMatch(sentence);
    expect(message).not.toContain('hunter');
  });
});

describe('CORS_ALLOWED_ORIGINS', () => {
  it.each([
    '*',
    'null',
    'https://*.example',
    'https://ui.example/',
    'https://ui.example/app',
    'ui.example',
    'https://u:p@ui.example',
    'https://ui.example,null',
  ])('refuses %s', (text) => {
    expect(refusal({ CORS_ALLOWED_ORIGINS: text })).toMatch(/^CORS_ALLOWED_ORIGINS must hold origins such as/);
  });

  it('takes origins, with ports and of apps', () => {
    const text = 'https://ui.example, http://localhost:5173, capacitor://localhost';
    expect(parseConfig({ ...GOOD, CORS_ALLOWED_ORIGINS: text }).corsAllowedOrigins).toEqual([
      'https://ui.example',
      'http://localhost:5173',
      'capacitor://localhost',
    ]);
  });
});

describe('a name that was probably meant for a setting', () => {
  it('ends the start beside everything else that is wrong, or is warned of', () => {
    expect(refusal({ AUTH_MOD: 'full', HTTP_ADDR: 'localhost' })).toMatch(
      /^HTTP_ADDR must look like .*; AUTH_MOD is not a setting; did you mean AUTH_MODE\?\.$/,
    );
    expect(parseConfig({ ...GOOD, OPENAI_BASE_URI: 'https://models.example' }).warnings).toEqual([
      'OPENAI_BASE_URI is not a setting; did you mean OPENAI_BASE_URL?',
    ]);
    expect(parseConfig(GOOD).warnings).toEqual([]);
  });
});

describe('SECRETS_ENCRYPTION_KEY', () => {
  it.each([
    ['short', `kek-v1:${randomBytes(16).toString('base64')}`],
    ['all zero', `kek-v1:${Buffer.alloc(32).toString('base64')}`],
    ['a sequence', `kek-v1:${Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString('base64')}`],
    ['half of zeros', `kek-v1:${Buffer.concat([Buffer.alloc(16), randomBytes(16)]).toString('base64')}`],
    ['one half twice', `kek-v1:${Buffer.concat(Array(2).fill(randomBytes(16))).toString('base64')}`],
    ['typed by hand', `kek-v1:${Buffer.from('change-me-change-me-change-me-32').toString('base64')}`],
    ['without id', KEY],
    ['no base64', 'kek-v1:***'],
  ])('refuses a key that is %s, and never prints it', (_name, text) => {
    const message = refusal({ SECRETS_ENCRYPTION_KEY: text });
    expect(message).toContain('SECRETS_ENCRYPTION_KEY');
    expect(message).not.toContain(text.split(':').at(-1));
  });

  it('takes a weak one as the previous key: it must be possible to rotate away from it', () => {
    const weak = Buffer.concat(Array(2).fill(randomBytes(16))).toString('base64');
    expect(parseConfig({ ...GOOD, SECRETS_ENCRYPTION_KEY_PREVIOUS: `kek-v0:${weak}` }).keyRing.previous?.id).toBe(
      'kek-v0',
    );
  });

  it('refuses two keys under one id', () => {
    expect(refusal({ SECRETS_ENCRYPTION_KEY_PREVIOUS: `kek-v1:${randomBytes(32).toString('base64')}` })).toContain(
      'kek-v1',
    );
  });
});
