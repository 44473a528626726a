import type { ColumnType, Generated } from 'kysely';
import type { Json, JsonWithDefault, Timestamp } from './column-types.ts';

type NullableTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

export interface MessageSearchTable {
  org_id: string;
  session_id: string;
  sequence: number;
  words: string;
}

export interface SessionTextsTable {
  org_id: string;
  session_id: string;
  through_sequence: number;
  title: string | null;
}

export interface ViewsTable {
  org_id: string;
  id: string;
  name: string;
  list: string;
  filter: Json;
  owner: string | null;
  created_by: string;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface SessionJobsTable {
  org_id: string;
  id: string;
  action: string;
  filter: Json | null;
  session_ids: string[] | null;
  tags: string[];
  status: Generated<'running' | 'completed' | 'canceled'>;
  created_by: string;
  reach: Json;
  request_id: string;
  changed: Generated<number>;
  skipped: Generated<number>;
  failed: Generated<number>;
  failures: JsonWithDefault;
  position: Json | null;
  held_until: NullableTimestamp;
  created_at: Timestamp;
  ended_at: NullableTimestamp;
}
