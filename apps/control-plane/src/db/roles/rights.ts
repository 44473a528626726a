import type { Acting } from '../../kernel/acting.ts';

/**
 * The roles that statements run in (ADR 0025). None of them owns a table or can log in.
 *
 * | role                 | runs                                                       | sees                                    |
 * | -------------------- | ---------------------------------------------------------- | --------------------------------------- |
 * | `everruns_request`   | what a caller asks for                                     | the rows of the caller's organization    |
 * | `everruns_engine`    | turns, the sweep, group commits, housekeeping              | all rows of the tables that it works on |
 * | `everruns_accounts`  | sign-in, credentials, and what a person has across organizations | all rows of the tables about people  |
 * | `everruns_operator`  | nothing: logins that are its members see all rows, as owners do | what their own rights let them      |
 */
export const ROLES = ['everruns_request', 'everruns_engine', 'everruns_accounts', 'everruns_operator'] as const;

/** A role in which statements run. */
export type ActingRole = Acting['role'];

/** The roles that a process takes. */
export const ACTING_ROLES: readonly ActingRole[] = ['everruns_request', 'everruns_engine', 'everruns_accounts'];

export type Privilege = 'select' | 'insert' | 'update' | 'delete';

/** Of some columns only, such as `select (id, name)`. */
type OfColumns = `${Privilege} (${string})`;

/** What a role may do with a table, such as `select, insert`. */
export type Grants = Privilege | OfColumns | `${Privilege}, ${string}`;

export interface TableRights {
  request?: Grants;
  engine?: Grants;
  accounts?: Grants;
  /** Views only: what a login reads that takes no role. */
  operator?: 'select';
  /**
   * Which rows a request sees and writes, where that is not what `org_id` says. Null: the table has no rows of tenants, and so no policy.
   */
  rows?: string | null;
}

/** A member's account and logins are known to the members of the organization. The policy of `memberships` bounds what is seen here. */
const OF_MEMBERS = (column: string): string => `exists (select from memberships m where m.user_id = ${column})`;

const ALL = 'select, insert, update, delete';

/** What the setting of a request says. */
const ORGANIZATION = `(select nullif(current_setting('everruns.org_id', true), '')::uuid)`;

/** The rows of the organization in whose name the request runs. `is true` keeps the planner from finding rows by their organization. */
export const OF_ORGANIZATION = `(org_id = ${ORGANIZATION}) is true`;

/**
 * Tables as requests search them: views with the rows of the policy, read with the rights of their owner. PostgreSQL uses no index of words, keys
 * or JSON below a policy, because the functions of such an index are not marked as leakproof.
 */
export const OWN_VIEWS: Readonly<Record<string, string>> = {
  own_sessions: 'sessions',
  own_agents: 'agents',
  own_message_search: 'message_search',
  own_waits: 'waits',
};

/** The rows of such a view. Roles without a policy see all, as they do in the table. */
export const OF_VIEW = `(select current_user <> 'everruns_request') or org_id = ${ORGANIZATION}`;

const VIEW: TableRights = { request: 'select', engine: 'select', operator: 'select' };

/**
 * Who may do what with each table and view. A table that is not here is out of reach for requests and for the engine, and
 * `rights.pg.test.ts` names it. `everruns migrate` brings the database to this list, so a right that no statement uses any more is taken
 * out here.
 */
export const RIGHTS: Readonly<Record<string, TableRights>> = {
  // Turns and what belongs to them.
  sessions: { request: ALL, engine: ALL },
  turns: { request: ALL, engine: ALL },
  turn_inputs: { request: ALL, engine: ALL },
  atoms: { request: ALL, engine: ALL },
  // Written by release 0.1.0 alone.
  atom_operations: { request: 'select, delete', engine: 'select, delete' },
  event_chunks: { request: 'select, insert, update (data), delete', engine: 'select, insert, delete' },
  events: { request: 'select', engine: 'select' },
  log_chunks: { request: 'select', engine: 'select' },
  recorded_events: { request: 'select' },
  log_ranges: { request: ALL, engine: 'select, update, delete' },
  session_forks: { request: 'select, insert', engine: 'select' },
  outbox: { request: 'select, insert, delete', engine: ALL },
  waits: { request: ALL, engine: ALL },
  approval_rules: { request: 'select, insert, delete', engine: 'select, delete' },
  deliveries: { request: 'select, insert', engine: ALL },
  session_tombstones: { request: 'select, insert, update', engine: ALL },
  call_steps: { engine: ALL },
  file_uploads: { engine: 'select, insert, delete' },
  session_files: { request: ALL, engine: ALL },
  session_file_revisions: { request: 'select, insert, delete', engine: 'select, insert, delete' },
  session_sources: { request: 'select, insert', engine: 'select, insert' },
  tool_lists: { request: 'select', engine: ALL },
  message_search: { request: 'select, delete', engine: 'select, insert, delete' },
  session_texts: { request: 'select, update, delete', engine: ALL },
  session_jobs: { request: 'select, insert, update', engine: 'select, delete' },
  request_contents: { request: 'select', engine: ALL },
  content_sweeps: { request: 'select, insert, update', engine: ALL },
  idempotency_keys: { request: ALL, engine: 'select, insert, delete' },

  // What an organization has set up.
  agents: { request: 'select, insert, update', engine: 'select, delete' },
  agent_versions: { request: 'select, insert', engine: 'select, delete' },
  views: { request: ALL },
  llm_providers: { request: ALL, engine: 'select, update', accounts: 'select, insert' },
  llm_models: { request: ALL, engine: 'select, update', accounts: 'select, insert, update (is_default)' },
  secrets: { request: ALL, engine: 'select, update' },
  mcp_servers: { request: ALL, engine: 'select, update' },
  mcp_connections: { request: ALL, engine: 'select, update' },
  mcp_logins: { request: 'select, insert, delete', engine: 'select, delete' },
  webhooks: { request: ALL, engine: 'select, update' },
  webhook_deliveries: { request: ALL, engine: ALL },
  devices: { request: ALL, engine: 'select, update, delete' },
  org_limits: { engine: 'select' },

  // People, where they belong, and how they sign in.
  organizations: {
    request: 'select, update',
    accounts: 'select, insert, update',
    rows: `(id = ${ORGANIZATION}) is true`,
  },
  users: {
    request: 'select (id, email, email_key, name, status)',
    accounts: 'select, insert, update',
    rows: OF_MEMBERS('users.id'),
  },
  user_identities: { accounts: 'select, insert, delete', rows: null },
  memberships: { request: 'select, update, delete', accounts: ALL },
  invitations: { request: ALL, accounts: 'select, update, delete' },
  auth_sessions: {
    request: 'select (id, user_id, expires_at)',
    accounts: ALL,
    rows: OF_MEMBERS('auth_sessions.user_id'),
  },
  refresh_tokens: { accounts: ALL, rows: null },
  api_keys: { request: 'select, insert, delete', accounts: 'select, update, delete' },
  device_logins: { accounts: ALL },
  audit_log: { request: 'select, insert', accounts: 'insert, select (id)' },
  rate_limits: { accounts: ALL, rows: null },

  // The platform itself.
  processes: { request: 'select (id, lease_expires_at)', engine: ALL, rows: null },
  platform_settings: { engine: 'select, insert, update', rows: null },
  schema_migrations: { engine: 'select', rows: null },
  later_migrations: { engine: 'select', rows: null },

  ...Object.fromEntries(Object.keys(OWN_VIEWS).map((view) => [view, VIEW])),
};
