import type { ColumnType, Generated } from 'kysely';
import type { Json, Timestamp } from './column-types.ts';

export interface McpServersTable {
  org_id: string;
  id: string;
  name: string;
  url: string;
  auth: 'none' | 'headers' | 'oauth';
  header_names: string[];
  headers_encrypted: Json | null;
  tool_filter: Json | null;
  policy_overrides: Json | null;
  status: Generated<'active' | 'disabled'>;
  checked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  last_error: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}
export interface ToolListsTable {
  org_id: string;
  hash: string;
  tools: Json;
  created_at: Timestamp;
  used_at: Timestamp;
}
