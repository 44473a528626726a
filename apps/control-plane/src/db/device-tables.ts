import type { Timestamp } from './column-types.ts';

export interface DevicesTable {
  org_id: string;
  id: string;
  subject: string;
  device_id: string;
  secret_hash: Buffer | null;
  epoch: number;
  process_id: string | null;
  connected_by: string;
  tools: string[];
  created_at: Timestamp;
  seen_at: Timestamp;
}
