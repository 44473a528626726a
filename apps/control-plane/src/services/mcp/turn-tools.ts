import { createHash } from 'node:crypto';
import { McpConfig } from '@everruns/capabilities/catalog';
import type { Agent, OrganizationId } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import type { TurnTools, UnavailableServer } from '../../engine/index.ts';
import { findMcpServersByName, type StoredMcpServer } from '../../repositories/mcp-servers.ts';
import { putToolList } from '../../repositories/tool-lists.ts';
import type { CoreServices } from '../services.ts';
import { askMcpServer } from './ask-server.ts';
import { joinParts, toListPart, toSignInPart } from './list-parts.ts';
import type { ToolList } from './list-memory.ts';
import type { FailedServer, ListedServer } from './mcp-directory.ts';
import { credentialOf } from './server-access.ts';
import type { ServerUser } from './server-user.ts';

const NONE: TurnTools = { kind: 'none' };

/** Answers which tools of servers a turn gets. While nothing has changed, it costs no statement. */
export async function findTurnTools(
  deps: CoreServices,
  db: Database,
  { user, agent }: { user: ServerUser; agent: Pick<Agent, 'capabilities'> },
): Promise<TurnTools> {
  const names = listServers(agent);
  if (names.length === 0) return NONE;
  const rows = await loadRows(deps, db, { user, names });
  const known = names.map((name) => findAnswer(deps, user, { name, rows }));
  if (known.some(({ answer }) => answer === null)) {
    return { kind: 'unknown', ask: () => askServers(deps, user, known) };
  }
  const parts = known.flatMap(({ stored, answer }) => {
    if (stored === null || answer === null) return [];
    if (answer.kind === 'listed') return [toListPart(stored.server, answer)];
    return answer.reason === 'login_required' ? [toSignInPart(stored.server)] : [];
  });
  const hash = createHash('sha256')
    .update(parts.map((part) => part.hash).join(' '))
    .digest('hex');
  if (!deps.mcp.lists.isStored(user.org_id, hash)) {
    return { kind: 'unknown', ask: () => storeList(deps, user.org_id, { hash, list: joinParts(parts) }) };
  }
  return { kind: 'listed', hash, unavailable: known.flatMap(({ name, answer }) => toUnavailable(name, answer)) };
}

/** The names of the servers whose tools an agent uses. */
function listServers({ capabilities }: Pick<Agent, 'capabilities'>): readonly string[] {
  const ref = capabilities.find((one) => typeof one !== 'string' && one.ref === 'mcp');
  if (ref === undefined || typeof ref === 'string') return [];
  const config = McpConfig.safeParse(ref.config);
  return config.success ? [...new Set(config.data.servers)] : [];
}

interface Known {
  name: string;
  stored: StoredMcpServer | null;
  /** Null if the server has to be asked. */
  answer: ListedServer | FailedServer | null;
}

async function loadRows(
  deps: CoreServices,
  db: Database,
  { user, names }: { user: ServerUser; names: readonly string[] },
): Promise<readonly StoredMcpServer[]> {
  const key = `${user.org_id} ${names.join(' ')}`;
  const known = deps.mcp.rows.find(key);
  if (known !== null) return known;
  const found = await findMcpServersByName(db, user, names);
  deps.mcp.rows.set(key, found);
  return found;
}

function findAnswer(
  deps: CoreServices,
  user: ServerUser,
  { name, rows }: { name: string; rows: readonly StoredMcpServer[] },
): Known {
  const stored = rows.find(({ server }) => server.name === name) ?? deps.mcp.operated.find(user, { name });
  if (stored === null) {
    const message = 'The organization has no MCP server with this name.';
    return { name, stored, answer: { kind: 'failed', reason: 'not_found', message } };
  }
  const { server } = stored;
  if (server.status === 'disabled') {
    return { name, stored, answer: { kind: 'failed', reason: 'disabled', message: 'The server is switched off.' } };
  }
  return { name, stored, answer: deps.mcp.directory.find(server, credentialOf(server, user)) };
}

async function askServers(deps: CoreServices, user: ServerUser, known: readonly Known[]): Promise<void> {
  const unknown = known.flatMap(({ stored, answer }) => (stored !== null && answer === null ? [stored] : []));
  await Promise.all(unknown.map((stored) => askMcpServer(deps, user, stored)));
}

async function storeList(
  deps: CoreServices,
  orgId: OrganizationId,
  { hash, list }: { hash: string; list: ToolList },
): Promise<void> {
  await putToolList(deps.db, { org_id: orgId }, { hash, tools: list });
  deps.mcp.lists.set(orgId, hash, list);
  deps.mcp.lists.markStored(orgId, hash);
}

function toUnavailable(server: string, answer: Known['answer']): UnavailableServer[] {
  return answer?.kind === 'failed' ? [{ server, reason: answer.reason, message: answer.message }] : [];
}
