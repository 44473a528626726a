import type { ToolCall, ToolDefinition } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { decidePolicy, type CallPolicy, type CallPolicyInput } from '../decide/call-policy.ts';
import { hashArguments, hashTool } from '../decide/hash-tool.ts';
import { applyToolSettings, isSwitchedOff } from '../decide/tool-settings.ts';
import { freeAddressOf, isNamedAddress } from '../decide/named-address.ts';
import type { SessionState, TurnState } from '../state/rows.ts';
import { loadMessages } from '../statements/load.ts';
import { loadRules } from '../statements/approval-rules.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

export { applyToolSettings, decidePolicy, hashArguments, hashTool, isSwitchedOff };

export interface CallsToJudge {
  session: SessionState;
  turn: TurnState;
  calls: readonly Pick<ToolCall, 'name' | 'arguments'>[];
  /** The answer that makes the calls taints the session. */
  isForeign?: boolean;
}

export interface JudgedCalls {
  /** The tools of the turn. */
  tools: ToolDefinition[];
  /** The policy of each call, in their order. */
  policies: CallPolicy[];
}

/** Decides the policy of calls. Remembered rules are read only if a call needs an approval. */
export async function judgeCalls(deps: EngineDeps, db: Database, input: CallsToJudge): Promise<JudgedCalls> {
  const { session, turn, calls, isForeign = false } = input;
  const agent = agentOf(input);
  const tools = await deps.agents.resolveTools(db, turn, session);
  const toolsPolicy = await deps.agents.resolveToolsPolicy(db, agent);
  const isTainted = isForeign || (session.taint !== null && !(await ignoresTaint(deps, db, input)));
  const taint = isTainted ? TAINTED : null;
  const known = calls.map((call) => ({ call, definition: tools.find(({ name }) => name === call.name) }));
  const unnamed = taint === null ? NONE : await findUnnamed(db, session, known);
  const judge = (definition: ToolDefinition, call: KnownCall['call'], more: Pick<CallPolicyInput, 'call'>) =>
    decidePolicy({ definition, toolsPolicy, taint, isUnnamed: unnamed.has(call), ...more });
  const policies = known.map(({ call, definition }) =>
    definition === undefined ? RUNS : judge(definition, call, { call: null }),
  );
  const asking = known.filter((_, index) => policies[index]?.policy === 'requires_approval');
  if (asking.length === 0) return { tools, policies };
  const rules = await loadRules(db, session, [...new Set(asking.map(({ call }) => call.name))]);
  if (rules.length === 0) return { tools, policies };
  const judged = known.map(({ call, definition }, index) => {
    const policy = policies[index] ?? RUNS;
    if (definition === undefined || policy.policy !== 'requires_approval') return policy;
    const hashes = { toolHash: hashTool(definition), argumentsHash: hashArguments(call.arguments) };
    return judge(definition, call, { call: { ...hashes, rules } });
  });
  return { tools, policies: judged };
}

const TAINTED = {};

type TurnOfAgent = Pick<CallsToJudge, 'session' | 'turn'>;

/** Whether foreign content makes no calls of the agent ask. */
export function ignoresTaint(deps: EngineDeps, db: Database, turn: TurnOfAgent): Promise<boolean> {
  return deps.agents.ignoresTaint(db, agentOf(turn));
}

function agentOf({ session, turn }: TurnOfAgent) {
  return { org_id: session.org_id, agent_id: session.agent_id, version: turn.agent_version };
}

interface KnownCall {
  call: CallsToJudge['calls'][number];
  definition: ToolDefinition | undefined;
}

const NONE: ReadonlySet<KnownCall['call']> = new Set();

/** The calls that would read an address which nobody has named. The conversation is read only if a call would read any address. */
async function findUnnamed(
  db: Database,
  session: SessionState,
  known: readonly KnownCall[],
): Promise<ReadonlySet<KnownCall['call']>> {
  const free = known.flatMap(({ call, definition }) => {
    const address = definition === undefined ? null : freeAddressOf(definition, call);
    return address === null ? [] : [{ call, address }];
  });
  if (free.length === 0) return NONE;
  const messages = await loadMessages(db, session, 0);
  return new Set(free.filter(({ address }) => !isNamedAddress(address, messages)).map(({ call }) => call));
}

/** The policy of a call of no tool: it is answered with an error. */
const RUNS: CallPolicy = { policy: 'auto', waits: false };
