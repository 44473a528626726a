import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely';

export const TENANT_TABLES = new Set([
  'llm_providers',
  'llm_models',
  'agents',
  'agent_versions',
  'sessions',
  'turns',
  'turn_inputs',
  'events',
  'event_chunks',
  'idempotency_keys',
  'session_files',
  'session_file_revisions',
  'session_sources',
  'file_uploads',
  'call_steps',
  'memberships',
  'invitations',
  'auth_sessions',
  'api_keys',
  'audit_log',
  'mcp_servers',
  'mcp_connections',
  'mcp_logins',
  'secrets',
  'waits',
  'approval_rules',
  'deliveries',
  'session_tombstones',
  'devices',
  'tool_lists',
  'request_contents',
  'content_sweeps',
  'session_forks',
  'log_ranges',
  'log_chunks',
  'recorded_events',
  'webhooks',
  'webhook_deliveries',
  'message_search',
  'session_texts',
  'session_jobs',
  'own_sessions',
  'own_agents',
  'own_message_search',
  'own_waits',
  'views',
]);

interface Seen {
  table: string | undefined;
  isBound: boolean;
}

/**
 * The second line of defense between tenants: a built statement over a tenant's table whose conditions, or whose inserted columns, never
 * name `org_id` is a programming error. Naming it among the selected columns does not count.
 */
export class TenantGuard implements KyselyPlugin {
  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    const seen: Seen = { table: undefined, isBound: false };
    inspect(args.node, seen, false);
    if (seen.table !== undefined && !seen.isBound) {
      throw new Error(`statement over tenant table ${seen.table} without a condition on org_id`);
    }
    return args.node;
  }

  async transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return args.result;
  }
}

/** `binds`: an `org_id` in this node decides which rows the statement touches. */
function inspect(node: unknown, seen: Seen, binds: boolean): void {
  if (Array.isArray(node)) {
    for (const item of node) inspect(item, seen, binds);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { kind, name } = node as { kind?: string; name?: string };
  // Bound values name no table, and a file's bytes would be millions of keys.
  if (kind === 'ValueNode' || kind === 'PrimitiveValueListNode') return;
  if (kind === 'IdentifierNode' && name !== undefined) {
    if (TENANT_TABLES.has(name)) seen.table ??= name;
    if (name === 'org_id' && binds) seen.isBound = true;
    return;
  }
  const isCondition = kind === 'WhereNode' || kind === 'OnNode';
  for (const [key, value] of Object.entries(node)) {
    if (typeof value !== 'object') continue;
    inspect(value, seen, binds || isCondition || (kind === 'InsertQueryNode' && key === 'columns'));
  }
}
