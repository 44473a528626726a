import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startPostgres } from '../dev/postgres.ts';
import { queryPostgres } from '../dev/query-postgres.ts';
import { ensureTemporalServer } from '../dev/temporal-binaries.ts';
import { hasPythonKits, KITS_PYTHON } from '../foreign-clients/python-environment.ts';
import { findHaproxy, HAPROXY_FILE } from '../topology/proxy.ts';
import { COMPOSE_FILE, readCompose } from './read-compose.ts';
import { DOCKERFILE } from './read-dockerfile.ts';
import { makeSecrets } from './sample-secrets.ts';

const run = promisify(execFile);
const VALIDATE = `
import sys, json, compose_spec
print(len(compose_spec.ComposeSpecification.model_validate(json.load(sys.stdin)).services))
`;

// `pnpm kits` says why they are skipped.
describe.skipIf(!hasPythonKits())('with the tools of the Python environment', () => {
  it('hadolint finds nothing in the Dockerfile', async () => {
    const hadolint = path.join(path.dirname(KITS_PYTHON), 'hadolint');
    const { stdout } = await run(hadolint, ['--format', 'json', DOCKERFILE]);
    expect(JSON.parse(stdout)).toEqual([]);
  });

  it('compose.yaml is what the Compose Specification describes', async () => {
    const document = parse(await readFile(COMPOSE_FILE, 'utf8'), { merge: true }) as Record<string, unknown>;
    const input = JSON.stringify(document);
    const { stdout, stderr } = spawnSync(KITS_PYTHON, ['-c', VALIDATE], { input, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(Number(stdout)).toBe((await readCompose(makeSecrets())).size);
  });
});

const haproxy = findHaproxy();
it.skipIf(haproxy === null)('HAProxy takes its file, with names and with addresses', async () => {
  const named = (await readCompose(makeSecrets())).get('proxy')?.environment ?? {};
  const numbered = {
    PROXY_ADDR: '127.0.0.1:8123',
    CONTROL_PLANE_0: '127.0.0.1:9000',
    CONTROL_PLANE_1: '127.0.0.1:9010',
  };
  for (const env of [named, numbered]) {
    const { stdout } = await run(haproxy ?? '', ['-c', '-f', HAPROXY_FILE], { env });
    expect(stdout).toContain('Configuration file is valid');
  }
});

it('the step that makes the databases of Temporal works, and changes nothing the second time', async (test) => {
  const source = await ensureTemporalServer();
  if (source.kind !== 'server') return test.skip(`it needs Temporal's schema tool, and here is a ${source.kind}`);
  await using postgres = await startPostgres({ version: '18' });
  const { port, username } = new URL(postgres.url);
  const step = (await readCompose(makeSecrets())).get('temporal-schema');
  const [shell = '', ...options] = step?.entrypoint ?? [];
  await using folder = await makeFolder();
  await symlink(source.sql, path.join(folder.path, 'temporal-sql-tool'));
  const own = { SQL_HOST: '127.0.0.1', SQL_PORT: port, SQL_USER: username };
  const env = { ...step?.environment, ...own, PATH: `${folder.path}:${process.env.PATH ?? ''}` };
  const versions: unknown[] = [];
  for (let nth = 0; nth < 2; nth += 1) {
    await run(shell, [...options, ...(step?.command ?? [])], { env });
    const url = new URL(postgres.url);
    url.pathname = '/temporal_visibility';
    versions.push(await queryPostgres(url.href, 'select curr_version from schema_version'));
  }
  expect(versions[0]).toHaveLength(1);
  expect(versions[1]).toEqual(versions[0]);
});

async function makeFolder(): Promise<AsyncDisposable & { path: string }> {
  const made = await mkdtemp(path.join(tmpdir(), 'everruns-compose-'));
  await chmod(made, 0o755);
  return { path: made, [Symbol.asyncDispose]: () => rm(made, { recursive: true, force: true }) };
}
