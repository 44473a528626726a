import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely';

const TENANT_TABLES = new Set([
  'llm_providers',
  'llm_models',
  'agents',
  'agent_versions',
  'sessions',
  'turns',
  'turn_inputs',
  'events',
  'idempotency_keys',
  'session_files',
  'atom_operations',
  'memberships',
  'invitations',
  'auth_sessions',
  'api_keys',
  'audit_log',
]);

/** The second wall of tenancy: a built statement that touches a tenant table and never names `org_id` is a programming error. */
export class TenantGuard implements KyselyPlugin {
  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    const seen = { table: undefined as string | undefined, org: false };
    inspect(args.node, seen);
    if (seen.table !== undefined && !seen.org) {
      throw new Error(`statement over tenant table ${seen.table} without an org_id`);
    }
    return args.node;
  }

  async transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return args.result;
  }
}

function inspect(node: unknown, seen: { table: string | undefined; org: boolean }): void {
  if (Array.isArray(node)) {
    for (const item of node) inspect(item, seen);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const typed = node as { kind?: string; table?: unknown; name?: string };
  if (typed.kind === 'IdentifierNode' && typed.name !== undefined) {
    if (TENANT_TABLES.has(typed.name)) seen.table ??= typed.name;
    if (typed.name === 'org_id') seen.org = true;
    return;
  }
  for (const value of Object.values(node)) {
    if (typeof value === 'object') inspect(value, seen);
  }
}
