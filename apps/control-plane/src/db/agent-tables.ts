import type { Generated } from 'kysely';
import type { Json, JsonWithDefault, Timestamp } from './column-types.ts';

export interface AgentsTable {
  org_id: string;
  id: string;
  name: string;
  description: string | null;
  system_prompt: string;
  default_model_id: string | null;
  fallback_model_id: string | null;
  tags: string[];
  capabilities: Json;
  tools: Json;
  limits: Json;
  tools_policy: Json | null;
  tool_settings: Json | null;
  controls: Json | null;
  taint: string | null;
  kind: Generated<'playground' | null>;
  busy_policy: string;
  version: Generated<number>;
  labels: JsonWithDefault;
  status: Generated<'active' | 'archived'>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface AgentVersionsTable {
  org_id: string;
  agent_id: string;
  version: number;
  /** The agent of that version, as the API shows it. */
  definition: Json;
  created_at: Timestamp;
  created_by: Generated<string | null>;
}
