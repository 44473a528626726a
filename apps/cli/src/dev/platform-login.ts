import { randomBytes } from 'node:crypto';
import { createDatabaseClient } from '@everruns/control-plane';

const LOGIN = 'everruns_app';

/**
 * Gives the embedded database the login that `deploying.md` asks operators to make, which owns no table and has no right but that of taking the
 * platform's roles. Returns its URL. The password is new at each start and is kept nowhere.
 */
export async function openPlatformLogin(ownerUrl: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const client = createDatabaseClient(ownerUrl, { connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [LOGIN]);
    const verb = rowCount === 0 ? 'create' : 'alter';
    await client.query(`${verb} role ${LOGIN} login password '${password}'`);
    await client.query(`grant everruns_request, everruns_engine, everruns_accounts to ${LOGIN}`);
  } finally {
    await client.end();
  }
  return Object.assign(new URL(ownerUrl), { username: LOGIN, password }).href;
}
