import { stdioUrlOf } from '@everruns/mcp';
import {
  DEFAULT_ORGANIZATION_ID,
  stdioServerId,
  type McpServer,
  type McpServerId,
  type OrganizationId,
} from '@everruns/schemas';
import { omitUndefined } from '@everruns/kernel';
import type { StdioServer } from '@everruns/settings';
import type { KeysetPosition } from '../../kernel/list-page.ts';
import type { ListedRow } from '../../kernel/read-rows.ts';
import type { StoredMcpServer } from '../../repositories/mcp-servers.ts';

interface Operated {
  server: McpServer;
  /** Null: every organization. */
  organizations: ReadonlySet<OrganizationId> | null;
}

/** Where servers without rows are in a list: no row is so old. */
const LAST = '1970-01-01T00:00:00.000Z';

type Organization = { org_id: OrganizationId };

/** The servers that the operator has configured as programs. They have no rows, so that no request changes them. */
export class OperatedServers {
  readonly #servers: readonly Operated[];

  constructor(settings: Readonly<Record<string, StdioServer>>, startedAt: string) {
    this.#servers = Object.entries(settings).map(([name, { organizations, tool_filter, policy_overrides }]) => ({
      organizations: organizations === 'all' ? null : new Set(organizations ?? [DEFAULT_ORGANIZATION_ID]),
      server: {
        id: stdioServerId(name),
        name,
        url: stdioUrlOf(name),
        transport: 'stdio',
        auth: 'none',
        header_names: [],
        status: 'active',
        created_at: startedAt,
        updated_at: startedAt,
        ...omitUndefined({ tool_filter, policy_overrides }),
      },
    }));
  }

  list({ org_id }: Organization): McpServer[] {
    return this.#servers.filter((one) => isFor(one, org_id)).map(({ server }) => server);
  }

  /** They come after all rows. */
  listAfter(ctx: Organization, after: KeysetPosition | null): ListedRow<McpServer>[] {
    return this.list(ctx)
      .filter(({ id }) => after?.created_at !== LAST || id < after.id)
      .sort((one, other) => (one.id < other.id ? 1 : -1))
      .map((item) => ({ id: item.id, created_at: LAST, item }));
  }

  find(ctx: Organization, wanted: { id: McpServerId } | { name: string }): StoredMcpServer | null {
    const found = this.list(ctx).find(({ id, name }) => ('id' in wanted ? id === wanted.id : name === wanted.name));
    return found === undefined ? null : { server: found, payload: null, clients: null };
  }

  /** Remembers how it went when a server was asked, as long as this process runs. False: there is no such server. */
  note(id: McpServerId, { error, checkedAt }: { error: string | null; checkedAt: string }): boolean {
    const one = this.#servers.find(({ server }) => server.id === id);
    if (one === undefined) return false;
    const { last_error: _before, ...server } = one.server;
    one.server = { ...server, checked_at: checkedAt, ...(error === null ? {} : { last_error: error }) };
    return true;
  }
}

function isFor({ organizations }: Operated, orgId: OrganizationId): boolean {
  return organizations === null || organizations.has(orgId);
}
