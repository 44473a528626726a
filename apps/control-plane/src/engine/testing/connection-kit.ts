import type { BegunAtom } from '@everruns/internal-protocol';
import type { McpServerId } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import { CTX, type EngineKit } from './engine-kit.ts';
import { suspend } from './wait-kit.ts';

/** The login for which calls of these tests wait. */
export const LOGIN = { subject: 'local', server_id: '01a1fe88-3957-7197-9576-829b5c23cac4' as McpServerId };

/** Makes a running call wait for the login. */
export function suspendForLogin(kit: EngineKit, begun: BegunAtom): Promise<void> {
  const { server_id } = LOGIN;
  const connection = { server_id, server: 'files', connect_url: 'http://localhost/connect' };
  return suspend(kit, begun, { kind: 'connection', asked: { connection } });
}

/** Writes the server of the login, and, if wanted, the login. */
export async function addServer(
  kit: EngineKit,
  { hasLogin, auth = 'oauth' }: { hasLogin: boolean; auth?: string },
): Promise<void> {
  const server = `insert into mcp_servers (org_id, id, name, url, auth, header_names, status, created_at, updated_at)
    values ($1, $2, 'files', 'https://files.example/mcp', $3, '{}', 'active', now(), now()) on conflict (id) do update set auth = $3`;
  await runSql(kit.database.db, server, [CTX.org_id, LOGIN.server_id, auth]);
  const login = `insert into mcp_connections (org_id, id, server_id, subject, issuer, login_encrypted)
    values ($1, gen_random_uuid(), $2, $3, 'https://files.example', '{}') on conflict do nothing`;
  if (hasLogin) await runSql(kit.database.db, login, [CTX.org_id, LOGIN.server_id, LOGIN.subject]);
}

export async function removeServer(kit: EngineKit): Promise<void> {
  await runSql(kit.database.db, 'delete from mcp_servers where org_id = $1 and id = $2', [CTX.org_id, LOGIN.server_id]);
}
