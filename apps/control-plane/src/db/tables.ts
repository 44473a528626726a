import type { ColumnType, Generated } from 'kysely';
import type {
  UsersTable,
  UserIdentitiesTable,
  MembershipsTable,
  InvitationsTable,
  AuthSessionsTable,
  RefreshTokensTable,
  ApiKeysTable,
} from './auth-tables.ts';
import type { AgentsTable, AgentVersionsTable } from './agent-tables.ts';
import type { Json, Timestamp } from './column-types.ts';
import type { DevicesTable } from './device-tables.ts';
import type { MessageSearchTable, SessionJobsTable, SessionTextsTable, ViewsTable } from './list-tables.ts';
import type { WebhookDeliveriesTable, WebhooksTable } from './webhook-tables.ts';
import type { McpConnectionsTable, McpLoginsTable, McpServersTable, ToolListsTable } from './mcp-tables.ts';

export interface OrganizationsTable {
  id: string;
  name: string;
  created_at: Timestamp;
}
export interface PlatformSettingsTable {
  name: string;
  value: Json;
}
export interface LlmProvidersTable {
  org_id: string;
  id: string;
  name: string;
  provider_type: string;
  base_url: string | null;
  api_key_encrypted: Json | null;
  origin: Generated<'environment' | 'api'>;
  compat: Json | null;
  status: Generated<'active' | 'disabled'>;
  created_at: Timestamp;
  updated_at: Timestamp;
}
export interface LlmModelsTable {
  org_id: string;
  id: string;
  provider_id: string;
  model_id: string;
  display_name: string;
  capabilities: Generated<string[]>;
  is_default: Generated<boolean>;
  status: Generated<'active' | 'disabled'>;
  compat: Json | null;
  refused_parameters: Generated<string[]>;
  context_window_tokens: number | null;
  max_output_tokens: number | null;
  prices: Json | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}
export interface SessionsTable {
  org_id: string;
  id: string;
  agent_id: string;
  title: string | null;
  tags: string[];
  model_id: string | null;
  agent_version: number | null;
  agent_label: string | null;
  kind: Generated<'playground' | null>;
  controls: Json | null;
  parent_session_id: string | null;
  root_session_id: string | null;
  ancestors: string[] | null;
  parent_wait_id: string | null;
  child_number: number | null;
  budget: Json | null;
  has_children: Generated<boolean>;
  deleting_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  status: Generated<'idle' | 'active' | 'requires_action'>;
  active_turn_id: string | null;
  queued_count: Generated<number>;
  unread_input: Generated<number>;
  next_sequence: Generated<number>;
  usage: Json;
  subject: Generated<string>;
  taint: Json | null;
  /** Of the turn that ran last and has ended. */
  last_outcome: string | null;
  last_error_code: string | null;
  last_version: number | null;
  last_duration_ms: number | null;
  /** Of the last generation. */
  last_provider: string | null;
  last_model: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}
export interface TurnsTable {
  org_id: string;
  id: string;
  session_id: string;
  input_message_id: string;
  status: string;
  queue_rank: number | null;
  agent_version: number;
  controls: Json | null;
  max_iterations: number;
  timeout_ms: number;
  segment: Generated<number>;
  iteration: Generated<number>;
  open_calls: Generated<number>;
  open_waits: Generated<number>;
  open_children: Generated<number>;
  call_count: Generated<number>;
  failed_calls: Generated<number>;
  malformed_calls: Generated<number>;
  usage: Json;
  children_usage: Json | null;
  /** The sequence of the message whose `parsed` is the turn’s output. */
  output_sequence: number | null;
  error_code: string | null;
  error_message: string | null;
  claimed_by: string | null;
  claim_device: string | null;
  claim_instance: string | null;
  claim_epoch: number | null;
  claimed_segment: number | null;
  progress_at: Timestamp;
  silent_since: Generated<Date | null>;
  stalls: Generated<number>;
  deadline_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  wake_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  waiting_for: Json | null;
  remaining_ms: number | null;
  tool_list: string | null;
  created_at: Timestamp;
  started_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}
export interface TurnInputsTable {
  org_id: string;
  message_id: string;
  session_id: string;
  turn_id: string;
  policy: 'queue' | 'steer';
  message: Json;
  created_at: Timestamp;
}
export interface EventsTable {
  org_id: string;
  session_id: string;
  sequence: number;
  id: string;
  type: string;
  ts: Timestamp;
  turn_id: string | null;
  context: Json;
  data: Json;
}
export interface IdempotencyKeysTable {
  org_id: string;
  scope: string;
  key: string;
  fingerprint: string;
  status: number;
  response: Json;
  created_at: Timestamp;
}
export interface SessionFilesTable {
  org_id: string;
  id: string;
  session_id: string;
  path: string;
  is_directory: boolean;
  is_readonly: Generated<boolean>;
  content: Buffer | null;
  size_bytes: Generated<number>;
  /** Written by a trigger, as are `sequence` and `content_hash`. */
  revision: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}
export interface SecretsTable {
  org_id: string;
  id: string;
  name: string;
  subject: Generated<string>;
  hosts: string[];
  value_encrypted: Json;
  created_at: Timestamp;
  updated_at: Timestamp;
}
export interface AuditLogTable {
  org_id: string;
  id: string;
  actor: string;
  action: string;
  target_id: string | null;
  fields: string[];
  request_id: string;
  created_at: Timestamp;
}
export interface WaitsTable {
  org_id: string;
  id: string;
  session_id: string;
  root_session_id: string;
  agent_id: string;
  turn_id: string;
  iteration: number;
  ordinal: number;
  kind: string;
  status: Generated<'open' | 'resolved' | 'expired' | 'canceled'>;
  subject: string;
  asked: Json;
  state: Json | null;
  resolution: Json | null;
  claimed_by: string | null;
  child_session_id: string | null;
  child_turn_id: string | null;
  claim_device: string | null;
  claim_instance: string | null;
  claim_epoch: number | null;
  resolved_by: string | null;
  created_at: Timestamp;
  expires_at: Timestamp;
  resolved_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}
export interface ApprovalRulesTable {
  org_id: string;
  id: string;
  scope: 'session' | 'agent' | 'user';
  session_id: string | null;
  agent_id: string | null;
  subject: string | null;
  tool: string;
  capability_id: string | null;
  schema_hash: string;
  match: 'tool' | 'arguments';
  arguments: Json | null;
  arguments_hash: string | null;
  created_by: string;
  created_at: Timestamp;
}

/** The tables that are read through Kysely. Turns, atoms, outbox and processes are written by the engine's own statements. */
export interface Tables {
  organizations: OrganizationsTable;
  platform_settings: PlatformSettingsTable;
  llm_providers: LlmProvidersTable;
  llm_models: LlmModelsTable;
  agents: AgentsTable;
  agent_versions: AgentVersionsTable;
  sessions: SessionsTable;
  turns: TurnsTable;
  turn_inputs: TurnInputsTable;
  events: EventsTable;
  idempotency_keys: IdempotencyKeysTable;
  session_files: SessionFilesTable;
  users: UsersTable;
  user_identities: UserIdentitiesTable;
  memberships: MembershipsTable;
  invitations: InvitationsTable;
  auth_sessions: AuthSessionsTable;
  refresh_tokens: RefreshTokensTable;
  api_keys: ApiKeysTable;
  audit_log: AuditLogTable;
  mcp_servers: McpServersTable;
  mcp_connections: McpConnectionsTable;
  mcp_logins: McpLoginsTable;
  tool_lists: ToolListsTable;
  secrets: SecretsTable;
  waits: WaitsTable;
  approval_rules: ApprovalRulesTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  devices: DevicesTable;
  message_search: MessageSearchTable;
  // Views of these tables: see `OWN_VIEWS` in `roles/rights.ts`.
  own_sessions: SessionsTable;
  own_agents: AgentsTable;
  session_texts: SessionTextsTable;
  session_jobs: SessionJobsTable;
  views: ViewsTable;
}
