import type { ColumnType, Generated } from 'kysely';
import type { Json, Timestamp } from './column-types.ts';

type NullableTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

export interface WebhooksTable {
  org_id: string;
  id: string;
  url: string;
  description: string | null;
  events: string[];
  status: Generated<'active' | 'paused' | 'disabled'>;
  status_reason: 'backlog' | 'gone' | 'person' | null;
  secret_encrypted: Json;
  previous_secret_encrypted: Json | null;
  previous_secret_expires_at: NullableTimestamp;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface WebhookDeliveriesTable {
  org_id: string;
  id: string;
  webhook_id: string;
  event: string;
  status: Generated<'pending' | 'delivered' | 'failed'>;
  data: Json;
  attempts: Generated<number>;
  next_at: Timestamp;
  last_attempt_at: NullableTimestamp;
  response_status: number | null;
  response_body: string | null;
  error: string | null;
  created_at: Timestamp;
}
