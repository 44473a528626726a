import type { ColumnType, Generated } from 'kysely';
import type { Timestamp } from './column-types.ts';

export interface UsersTable {
  id: string;
  email: string;
  email_key: string;
  email_verified: Generated<boolean>;
  name: string;
  password_hash: string | null;
  token_version: Generated<number>;
  status: Generated<'active' | 'disabled'>;
  created_at: Timestamp;
  updated_at: Timestamp;
}
export interface UserIdentitiesTable {
  provider: string;
  subject: string;
  user_id: string;
  created_at: Timestamp;
}
export interface MembershipsTable {
  org_id: string;
  user_id: string;
  role: string;
  created_at: Timestamp;
  updated_at: Timestamp;
}
export interface InvitationsTable {
  org_id: string;
  id: string;
  email: string;
  email_key: string;
  role: string;
  token_hash: Buffer;
  invited_by: string | null;
  accepted_by: string | null;
  accepted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  acceptance_id: string | null;
  created_at: Timestamp;
  expires_at: Timestamp;
}
export interface AuthSessionsTable {
  org_id: string;
  id: string;
  user_id: string;
  kind: 'browser' | 'tokens';
  token_hash: Buffer | null;
  created_at: Timestamp;
  last_seen_at: Timestamp;
  expires_at: Timestamp;
  ends_at: Timestamp;
  network: string | null;
}
export interface RefreshTokensTable {
  token_hash: Buffer;
  family_id: string;
  created_at: Timestamp;
  rotated_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}
export interface ApiKeysTable {
  org_id: string;
  id: string;
  user_id: string;
  name: string;
  prefix: string;
  key_hash: Buffer;
  scopes: string[];
  subject: string | null;
  later_scopes: Generated<string[]>;
  created_at: Timestamp;
  expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}
