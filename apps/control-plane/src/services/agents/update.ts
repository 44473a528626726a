import { mergePatch, omitUndefined } from '@everruns/kernel';
import { isDeepStrictEqual } from 'node:util';
import type { Agent, AgentId, UpdateAgentRequest } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { replaceAgent } from '../../repositories/agents.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { checkControls } from '../controls/check-controls.ts';
import { patchControls } from '../controls/patch-controls.ts';
import { assertModelsExist } from '../models/get.ts';
import { bindOffload } from '../bind-offload.ts';
import type { Services } from '../services.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { lockChangeableAgent } from './lock-changeable.ts';
import { assertMatches } from './entity-tag.ts';
import { assertRunnable } from './resolve-runtime-agent.ts';

export interface UpdateAgentInput {
  agent_id: AgentId;
  patch: UpdateAgentRequest;
  /** The `If-Match` header. */
  if_match: string | null;
}

/**
 * Patches an agent (RFC 7396). A patch that changes something makes the next version; any other changes nothing. Throws `not_found`,
 * `agent_archived`, `precondition_failed`, `invalid_request`.
 */
export function updateAgent(deps: Services, ctx: RequestContext, input: UpdateAgentInput): Promise<Agent> {
  return inTransaction(deps.db, async (tx) => {
    const agent = await lockChangeableAgent(tx, ctx, input.agent_id);
    assertMatches(agent, input.if_match);
    const patched = applyPatch(agent, input.patch);
    if (isDeepStrictEqual(patched, agent)) return agent;
    await assertRunnable(deps.capabilities, patched, bindOffload(deps, ctx));
    await checkControls(deps, ctx, { controls: input.patch.controls });
    await assertModelsExist(tx, ctx, input.patch);
    const next = { ...patched, version: agent.version + 1, updated_at: timestampOf(deps.clock) };
    await replaceAgent(tx, ctx, next);
    return next;
  });
}

function applyPatch(agent: Agent, patch: UpdateAgentRequest): Agent {
  const { limits, controls, tools_policy, tool_settings, ...fields } = patch;
  const asked = controls === undefined ? {} : { controls: patchControls(agent.controls, controls) };
  const patched = { ...mergePatch(agent, { ...fields, ...asked }), limits: mergePatch(agent.limits, limits ?? {}) };
  const { tools_policy: policies, tool_settings: settings, ...rest } = patched;
  return {
    ...rest,
    ...omitUndefined({
      tools_policy: mergeEntries(policies, tools_policy),
      tool_settings: mergeEntries(settings, tool_settings),
    }),
  };
}

type Patch<Value> = Readonly<Record<string, Value | null>> | null | undefined;

/** Merges entries by the names of tools. Null removes one of them, or all. */
function mergeEntries<Value>(
  before: Record<string, Value> | undefined,
  patch: Patch<Value>,
): Record<string, Value> | undefined {
  if (patch === undefined) return before;
  if (patch === null) return undefined;
  const entries = Object.entries({ ...before, ...patch });
  return Object.fromEntries(entries.filter((entry): entry is [string, Value & {}] => entry[1] !== null));
}
