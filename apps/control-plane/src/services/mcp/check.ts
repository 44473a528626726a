import type { McpServerCheck, McpServerId } from '@everruns/schemas';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite } from '../../idempotency/idempotent-write.ts';
import { findStoredAnswer } from '../../idempotency/stored-answer.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { askMcpServer } from './ask-server.ts';
import { getStoredMcpServer } from './get.ts';
import type { FailedServer, ListedServer } from './mcp-directory.ts';
import { userOf } from './server-access.ts';
import { toMcpTools } from './to-mcp-tool.ts';

export interface CheckMcpServerInput {
  server_id: McpServerId;
  idempotency: IdempotencyRequest | null;
}

/** Connects to a server and asks for its tools, whatever is remembered of it. Throws `not_found`. */
export async function checkMcpServer(
  deps: Services,
  ctx: RequestContext,
  { idempotency, ...input }: CheckMcpServerInput,
): Promise<McpServerCheck> {
  const stored = await getStoredMcpServer(deps, ctx, input);
  const before = idempotency === null ? null : await findStoredAnswer(deps.db, ctx, idempotency);
  // Only this verb stores an answer under the scope of its path.
  if (before !== null) return before.response as McpServerCheck;
  const answer = await askMcpServer(deps, userOf(ctx), stored);
  const check =
    answer.kind === 'failed' ? toFailedCheck(answer) : toCheck(answer, toMcpTools(stored.server, answer.tools).length);
  return (await idempotentWrite(deps.db, { ctx, idempotency, status: 200 }, async () => check)).answer;
}

function toCheck({ serverName, serverVersion, protocolVersion, isCut }: ListedServer, count: number): McpServerCheck {
  const more = isCut ? ' It has more than 500; the others are left out.' : '';
  return {
    status: 'ok',
    detail: `The server answers, and agents get ${count} of its tools.${more}`,
    server_name: serverName,
    server_version: serverVersion,
    protocol_version: protocolVersion,
    tool_count: count,
  };
}

function toFailedCheck({ reason, message }: FailedServer): McpServerCheck {
  switch (reason) {
    case 'login_required':
    case 'unauthorized':
      return { status: reason, detail: message };
    case 'unreachable':
    case 'timeout':
    case 'connection_lost':
      return { status: 'unreachable', detail: message };
    case 'disabled':
    case 'not_found':
    case 'refused':
      return { status: 'failed', detail: message };
  }
}
