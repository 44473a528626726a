import { describe, expect, it } from 'vitest';
import { countEdits, judgeNames } from './judge-names.ts';
import { OUR_NAMES } from './our-names.ts';

const errorsOf = (...names: string[]) =>
  judgeNames(Object.fromEntries(names.map((name) => [name, 'x']))).errors.map(
    ({ path, message }) => `${path} ${message}`,
  );
const warningsOf = (...names: string[]) => judgeNames(Object.fromEntries(names.map((name) => [name, 'x']))).warnings;

describe('a name that nobody reads', () => {
  it.each([
    ['AUTH_MOD', 'AUTH_MODE'],
    ['AUTH_MODEE', 'AUTH_MODE'],
    ['AUTH_MDOE', 'AUTH_MODE'],
    ['AUHT_MODE', 'AUTH_MODE'],
    ['ATUH_MDOE', 'AUTH_MODE'],
    ['AUTHMODE', 'AUTH_MODE'],
    ['AUTH-MODE', 'AUTH_MODE'],
    ['auth_mode', 'AUTH_MODE'],
    ['Auth_Mode', 'AUTH_MODE'],
    ['AUTH_NONE_ALLOW_REMOTES', 'AUTH_NONE_ALLOW_REMOTE'],
    ['AUTH_DISABLED_SIGNUP', 'AUTH_DISABLE_SIGNUP'],
    ['AUTH_SIGNUP_DISABLE', 'AUTH_DISABLE_SIGNUP'],
    ['AUTH_ADMIN_PASWORD', 'AUTH_ADMIN_PASSWORD'],
    ['SECRET_ENCRYPTION_KEY', 'SECRETS_ENCRYPTION_KEY'],
    ['SECRETS_ENCRYPTON_KEY_PREVIOUS', 'SECRETS_ENCRYPTION_KEY_PREVIOUS'],
    ['WORKER_GRPC_TOKNE', 'WORKER_GRPC_TOKEN'],
    ['WORKER_GPRC_TOKEN', 'WORKER_GRPC_TOKEN'],
    ['EVERRUNS_DATADIR', 'EVERRUNS_DATA_DIR'],
    ['EVERRUNS_URL', 'EVERRUNS_API_URL'],
    ['EVERRUNS_AUTH_MODE', 'AUTH_MODE'],
    ['EVERRUNS_OPENAI_API_KEY', 'OPENAI_API_KEY'],
  ])('as %s ends the start: it was meant for %s', (name, meant) => {
    expect(errorsOf(name)).toEqual([`${name} is not a setting; did you mean ${meant}?`]);
    expect(warningsOf(name)).toEqual([]);
  });

  it.each([
    ['OPENAI_API_KEYS', 'OPENAI_API_KEY'],
    ['OPENAI_BASE_URI', 'OPENAI_BASE_URL'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['HTTP_ADRR', 'HTTP_ADDR'],
    ['ALOWED_HOSTS', 'ALLOWED_HOSTS'],
    ['HOSTS_ALLOWED', 'ALLOWED_HOSTS'],
    ['LOGLEVEL', 'LOG_LEVEL'],
  ])('as %s is warned of: it was probably meant for %s', (name, meant) => {
    expect(warningsOf(name)).toEqual([`${name} is not a setting; did you mean ${meant}?`]);
    expect(errorsOf(name)).toEqual([]);
  });

  it('is no matter where it is another’s, further away, or empty', () => {
    const foreign = [
      'PATH',
      'HOME',
      'HOST',
      'PORT',
      'USER',
      'SHELL',
      'LANG',
      'TERM',
      'NODE_ENV',
      'NODE_OPTIONS',
      'CI',
      'GITHUB_TOKEN',
      'NPM_TOKEN',
      'GH_TOKEN',
      'VAULT_TOKEN',
      'RUNNER_OS',
      'RUNNER_TEMP',
      'RUNNER_NAME',
      'SSH_AUTH_SOCK',
      'XAUTHORITY',
      'AUTH_SECRET',
      'AUTH_URL',
      'AUTH_TOKEN',
      'AUTH_CODE',
      'AUTH_ROLE',
      'AUTH_TRUST_HOST',
      'AUTH_GITHUB_ID',
      'AUTH_GITHUB_SECRET',
      'AUTH_GOOGLE_ID',
      'AUTH_GOOGLE_SECRET',
      'NEXTAUTH_SECRET',
      'http_proxy',
      'https_proxy',
      'no_proxy',
      'all_proxy',
      'ftp_proxy',
      'FTP_PROXY',
      'ALL_PROXY',
      'OPENAI_ORG_ID',
      'OPENAI_API_BASE',
      'OPENAI_PROJECT',
      'ANTHROPIC_MODEL',
      'ANTHROPIC_AUTH_TOKEN',
      'REDIS_HOST',
      'POSTGRES_URL',
      'PGDATABASE',
      'DATABASE_HOST',
      'OTEL_TRACES_EXPORTER',
      'OTEL_EXPORTER_OTLP_TIMEOUT',
      'TEMPORAL_TASK_QUEUE',
      'TEMPORAL_CLI_ADDRESS',
      'GRPC_VERBOSITY',
      'GRPC_TRACE',
      'HTTP_HOST',
      'HTTP_PORT',
      'WORKER_TOKEN',
      'SECRET_KEY',
      'SECRET_KEY_BASE',
      'ENCRYPTION_KEY',
      'KUBERNETES_SERVICE_HOST',
      'WORKERS',
      'WEB_CONCURRENCY',
      'npm_config_user_agent',
      '_',
      'LS_COLORS',
    ];
    expect([errorsOf(...foreign), warningsOf(...foreign)]).toEqual([[], []]);
    expect(judgeNames({ AUTH_MOD: '', AUTH_MODEE: undefined, EVERRUNS_X: ' ' })).toEqual({ errors: [], warnings: [] });
  });

  it('is none of those that some process of the product reads', () => {
    expect([errorsOf(...OUR_NAMES), warningsOf(...OUR_NAMES)]).toEqual([[], []]);
  });
});

it('counts letters added, left out, exchanged and swapped with a neighbor', () => {
  expect(['abcd', 'abc', 'abcde', 'abxd', 'acbd', 'badc', 'xyz', ''].map((text) => countEdits(text, 'abcd'))).toEqual([
    0, 1, 1, 1, 1, 2, 4, 4,
  ]);
});
