import { Login } from '@everruns/mcp';
import type { SecretPlace } from '../../crypto/envelope.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { NewTokens, StoredConnection } from '../../repositories/mcp-connections.ts';
import type { CoreServices } from '../services.ts';

type Organization = Pick<RequestContext, 'org_id'>;

export function placeOfConnection({ org_id }: Organization, id: string): SecretPlace {
  return { table: 'mcp_connections', row_id: id, org_id };
}

export function placeOfBegunLogin({ org_id }: Organization, id: string): SecretPlace {
  return { table: 'mcp_logins', row_id: id, org_id };
}

/** Throws `internal` for a login that was altered, moved, or is of another key ring. */
export function decryptLogin(
  { envelope }: Pick<CoreServices, 'envelope'>,
  ctx: Organization,
  { connection, payload }: StoredConnection,
): Login {
  return Login.parse(JSON.parse(envelope.decrypt(payload, placeOfConnection(ctx, connection.id))));
}

export function toNewTokens(
  { envelope }: Pick<CoreServices, 'envelope'>,
  ctx: Organization,
  { id, login }: { id: string; login: Login },
): NewTokens {
  const { issuer, scopes, expires_in = null } = login;
  return { issuer, scopes, expires_in, payload: envelope.encrypt(JSON.stringify(login), placeOfConnection(ctx, id)) };
}
