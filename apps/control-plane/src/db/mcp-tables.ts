import type { ColumnType, Generated } from 'kysely';
import type { Json, Timestamp } from './column-types.ts';

export interface McpServersTable {
  org_id: string;
  id: string;
  name: string;
  url: string;
  auth: 'none' | 'headers' | 'oauth';
  header_names: string[];
  oauth_client_id: string | null;
  oauth_clients_encrypted: Json | null;
  headers_encrypted: Json | null;
  tool_filter: Json | null;
  policy_overrides: Json | null;
  status: Generated<'active' | 'disabled'>;
  checked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  last_error: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}
export interface McpConnectionsTable {
  org_id: string;
  id: string;
  server_id: string;
  subject: string;
  status: Generated<'active' | 'login_required'>;
  issuer: string;
  scopes: string[];
  wanted_scopes: string[];
  login_encrypted: Json;
  token_version: Generated<number>;
  refreshing_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  access_expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  last_error: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}
export interface McpLoginsTable {
  org_id: string;
  id: string;
  server_id: string;
  subject: string;
  principal: string;
  state_hash: Buffer;
  pending_encrypted: Json;
  created_at: Timestamp;
  expires_at: Timestamp;
}
export interface ToolListsTable {
  org_id: string;
  hash: string;
  tools: Json;
  created_at: Timestamp;
  used_at: Timestamp;
}
