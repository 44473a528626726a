import { createInlineOffload } from '@everruns/core/testing';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DEFAULT_ORGANIZATION_ID, LlmProviderId } from '@everruns/schemas';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKeyRing } from '../../config/secrets.ts';
import { createEnvelope } from '../../crypto/envelope.ts';
import { openDatabase, type OpenDatabase } from '../../db/database.ts';
import { findStoredLlmProvider } from '../../repositories/llm-providers.ts';
import { systemClock } from '@everruns/kernel';
import { createIds } from '../../kernel/create-ids.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { createServices } from '../create-services.ts';
import { decryptProviderKey, encryptProviderKey } from '../providers/provider-key.ts';
import { updateLlmProvider } from '../providers/update.ts';
import { rotateSecrets } from './rotate.ts';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';

const PROGRAM = fileURLToPath(new URL('testing/rotate-program.ts', import.meta.url));
const CTX = { org_id: DEFAULT_ORGANIZATION_ID, principal: 'tester', subjects: EVERY_SUBJECT, request_id: 'r' };
const newKey = (version: number) => `kek-v${version}:${randomBytes(32).toString('base64')}`;
const [first, second] = [newKey(1), newKey(2)];

let testDatabase: TestDatabase;
let open: OpenDatabase;
/** What each provider's key is. */
const keys = new Map<LlmProviderId, string>();
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  open = openDatabase({ url: testDatabase.url, size: 10, log: pino({ level: 'silent' }) });
  keys.clear();
});
afterEach(async () => {
  await open.close();
  await testDatabase[Symbol.asyncDispose]();
});

/** Providers with keys of their own, wrapped with the first key. */
async function fill(count: number): Promise<void> {
  const envelope = createEnvelope(readKeyRing(first, undefined));
  const rows = Array.from({ length: count }, (_, index) => {
    const id = LlmProviderId.parse(v7());
    keys.set(id, `sk-${index}`);
    return { id, payload: encryptProviderKey(envelope, CTX, { id, api_key: `sk-${index}` }) };
  });
  await open.pool.query(
    `insert into llm_providers (org_id, id, name, provider_type, api_key_encrypted)
     select $1, id, 'p', 'openai', payload from jsonb_to_recordset($2) as r (id uuid, payload jsonb)`,
    [CTX.org_id, JSON.stringify(rows)],
  );
}
const servicesWith = (current: string, previous: string | undefined) =>
  createServices({
    db: open.db,
    clock: systemClock,
    ids: createIds(systemClock),
    capabilities: new Map(),
    offload: createInlineOffload(),
    log: pino({ level: 'silent' }),
    config: {
      keyRing: readKeyRing(current, previous),
      auth: { mode: 'none', uiUrl: 'http://localhost:9100' },
      defaultKeysShared: false,
      organizationLimits: {},
      httpAddr: { host: '127.0.0.1', port: 0 },
      uiAddr: null,
      egressAllowCidrs: [],
      providers: {},
      stdioServers: {},
      stdioPrograms: new Map(),
      mcpClientMetadata: 'auto',
    },
  });
async function wrappedWith(keyId: string): Promise<number> {
  const { rows } = await open.pool.query<{ count: number }>(
    `select count(*)::int as count from llm_providers where api_key_encrypted ->> 'key_id' = $1`,
    [keyId],
  );
  return rows[0]?.count ?? 0;
}
async function readKey(id: LlmProviderId, current: string, previous?: string): Promise<string> {
  const stored = await findStoredLlmProvider(open.db, CTX, { id, lock: false });
  const envelope = createEnvelope(readKeyRing(current, previous));
  return decryptProviderKey(envelope, CTX, { id, payload: stored?.payload });
}

describe('a rotation of the encryption key', () => {
  it('killed in the middle loses no key, and goes on when it runs again', async () => {
    await fill(1_000);
    const [lastId = ''] = [...keys.keys()].toSorted().toReversed();
    const holder = await open.pool.connect();
    await holder.query('begin');
    await holder.query('select from llm_providers where id = $1 for update', [lastId]);
    const killed = spawn(process.execPath, [PROGRAM, testDatabase.url, second, first], { stdio: 'inherit' });
    const exited = once(killed, 'exit');
    await expect.poll(() => wrappedWith('kek-v2')).toBeGreaterThan(0);
    killed.kill('SIGKILL');
    await exited;
    await holder.query('rollback');
    holder.release();
    const done = await wrappedWith('kek-v2');
    expect(done).toBeLessThan(1_000);
    const config = { databaseUrl: testDatabase.url, keyRing: readKeyRing(second, first) };
    expect(await rotateSecrets(config)).toEqual({ wrapped: 1_000 - done, unreadable: 0 });
    for (const [id, key] of [...keys].filter((_, index) => index % 100 === 0))
      expect(await readKey(id, second)).toBe(key);
    expect(await rotateSecrets(config)).toEqual({ wrapped: 0, unreadable: 0 });
  });

  it('under load loses no change, of a replica before it or behind it', async () => {
    await fill(300);
    const replicas = [servicesWith(first, second), servicesWith(second, first)] as const;
    const changes = [...keys.keys()].flatMap((provider_id, index) => {
      if (index % 3 !== 0) return [];
      const api_key = `sk-new-${index}`;
      keys.set(provider_id, api_key);
      const services = replicas[index % 2 === 0 ? 0 : 1];
      return [() => updateLlmProvider(services, CTX, { provider_id, patch: { api_key }, if_match: null })];
    });
    const config = { databaseUrl: testDatabase.url, keyRing: readKeyRing(second, first) };
    await Promise.all([rotateSecrets(config), rotateSecrets(config), ...changes.map((change) => change())]);
    for (const [id, key] of keys) expect(await readKey(id, first, second)).toBe(key);
    await rotateSecrets(config);
    expect(await wrappedWith('kek-v2')).toBe(300);
    for (const [id, key] of keys) expect(await readKey(id, second)).toBe(key);
  });

  it('tells how many keys it cannot read, and wraps the others', async () => {
    await fill(3);
    await open.pool.query(
      `update llm_providers set api_key_encrypted = jsonb_set(api_key_encrypted, '{key_id}', '"kek-v0"')
       where id = (select min(id::text)::uuid from llm_providers)`,
    );
    const config = { databaseUrl: testDatabase.url, keyRing: readKeyRing(second, first) };
    expect(await rotateSecrets(config)).toEqual({ wrapped: 2, unreadable: 1 });
  });

  it('with keys that are not the database’s changes nothing', async () => {
    await fill(3);
    await rotateSecrets({ databaseUrl: testDatabase.url, keyRing: readKeyRing(first, undefined) });
    const foreign = readKeyRing(second, newKey(3));
    await expect(rotateSecrets({ databaseUrl: testDatabase.url, keyRing: foreign })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await wrappedWith('kek-v1')).toBe(3);
  });
});
