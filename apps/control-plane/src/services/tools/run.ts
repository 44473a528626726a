import { omitUndefined } from '@everruns/kernel';
import {
  AgentId,
  TURN_TERMINAL,
  type Agent,
  type RunToolRequest,
  type SessionId,
  type ToolResultPart,
  type ToolRun,
} from '@everruns/schemas';
import { createSession, decidePolicy, listMessages } from '../../engine/index.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { insertAgent } from '../../repositories/agents.ts';
import { getAgent } from '../agents/get.ts';
import type { Services } from '../services.ts';
import { chooseTool, type ChosenTool } from './choose-tool.ts';
import { writeCall } from './write-call.ts';

export interface RunToolInput {
  capability_id: string;
  tool: string;
  request: RunToolRequest;
  idempotency: IdempotencyRequest | null;
  /** Without it the answer comes at once; else it comes when the call has ended or waits for somebody, or after the timeout. */
  wait: { timeoutMs: number; signal: AbortSignal } | null;
}

/** The call, and the answer after it. */
const ITERATIONS = 2;

/**
 * Runs one call of a tool as the turn of a session that lists leave out, with an agent that was made for it. A call that must not be repeated
 * asks a person first, whatever the agent's policy. Throws what `chooseTool` throws, `not_found` for the agent, and `limit_reached`.
 */
export async function runTool(deps: Services, ctx: RequestContext, input: RunToolInput): Promise<Answered<ToolRun>> {
  const { capability_id, tool, request, idempotency, wait } = input;
  const { agent_id, config, arguments: args } = request;
  const named = agent_id === undefined ? null : await getAgent(deps, ctx, { agent_id });
  const chosen = await chooseTool(deps, ctx, { capability_id, tool, agent: named, config });
  const made = await makeAgent(deps, ctx, { agent: newAgent(deps, chosen, named), idempotency });
  const message = writeCall({ name: chosen.definition.name, args });
  const session = { agent_id: made.answer.id, title: made.answer.name, tags: [], message };
  const created = await createSession(deps.engine, ctx, { request: session, kind: 'playground', idempotency, wait });
  if (created.message === undefined) throw new Error('a session with a first message answers with its receipt');
  const answer: ToolRun = created.message;
  const { turn } = answer;
  const isOver = wait !== null && TURN_TERMINAL.has(turn.status);
  const result = isOver ? await findResult(deps, ctx, turn.session_id) : undefined;
  return { answer: { ...answer, ...omitUndefined({ result }) }, isReplayed: made.isReplayed };
}

function newAgent(deps: Services, { definition, ref }: ChosenTool, named: Agent | null): Agent {
  const { policy } = decidePolicy({ definition, toolsPolicy: named?.tools_policy, taint: null, call: null });
  const now = timestampOf(deps.clock);
  const { turn_timeout_ms } = named?.limits ?? {};
  return {
    id: AgentId.parse(deps.ids.uuid()),
    name: `Playground: ${definition.name}`,
    system_prompt: '',
    kind: 'playground',
    tags: [],
    capabilities: [ref],
    tools: [],
    tools_policy: {
      [definition.name]: definition.effect === 'once' || policy === 'requires_approval' ? 'requires_approval' : 'auto',
    },
    limits: { max_iterations: ITERATIONS, ...omitUndefined({ turn_timeout_ms }) },
    busy_policy: 'queue',
    version: 1,
    harness_id: 'default',
    status: 'active',
    created_at: now,
    updated_at: now,
    ...omitUndefined({ tool_settings: named?.tool_settings, taint: named?.taint }),
  };
}

/** The agent has a key of its own, so that a repeated request makes no second one. */
function makeAgent(
  { db }: Services,
  ctx: RequestContext,
  { agent, idempotency }: { agent: Agent; idempotency: IdempotencyRequest | null },
): Promise<Answered<Pick<Agent, 'id' | 'name'>>> {
  const key = idempotency === null ? null : { ...idempotency, scope: `${idempotency.scope} agent` };
  return idempotentWrite(db, { ctx, idempotency: key, status: 201 }, async (tx) => {
    await insertAgent(tx, ctx, agent);
    return { id: agent.id, name: agent.name };
  });
}

const FIRST_MESSAGES = { limit: 10, order: 'asc' } as const;

async function findResult(
  deps: Services,
  ctx: RequestContext,
  session_id: SessionId,
): Promise<ToolResultPart | undefined> {
  const { data } = await listMessages(deps.engine, ctx, { session_id, ...FIRST_MESSAGES });
  return data.flatMap(({ content }) => content).find((part) => part.type === 'tool_result');
}
