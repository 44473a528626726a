import { EVERY_SUBJECT } from '../../../kernel/subject-reach.ts';
import {
  childMessageId,
  isEverrunsError,
  LIMITS,
  LOCAL_SUBJECT,
  ZERO_USAGE,
  findLabeledVersion,
  type Message,
  type SessionId,
} from '@everruns/schemas';
import type { Tx } from '../../../db/database.ts';
import { startTurn } from '../../decide/start-turn.ts';
import { shareBudget } from '../../decide/turn-budget.ts';
import { addTurn } from '../../decide/turn-state.ts';
import type { SubagentTask } from '../../ports/agent-resolver.ts';
import { deliveryOfWait, type NewDelivery, type Refusal } from '../../state/delivery.ts';
import type { Budget } from '../../state/rows.ts';
import type { SessionChange } from '../../state/session-change.ts';
import type { WaitState } from '../../state/wait-row.ts';
import { insertDeliveries, markChildEnded, shareWait } from '../../statements/deliveries.ts';
import {
  canCopyFiles,
  copyFilesBetween,
  countTree,
  findBudgetInUse,
  findCalledAgent,
  findTurnOf,
  insertChild,
  lockRoot,
  type CalledAgent,
  type TreeCounts,
  type UnlockedTurn,
} from '../../statements/subagents.ts';
import type { EngineDeps } from '../../transact/engine-deps.ts';
import { newChange } from '../../transact/transact.ts';
import { limitsOf } from '../parts/limits-of.ts';
import { changed, DONE, pairsOf, type Handled } from './handled.ts';

type SpawnDelivery = Extract<NewDelivery, { kind: 'spawn' }>;

const TITLE_CHARACTERS = 80;

/** What a sub-agent is made of. */
interface Planned {
  wait: WaitState;
  child: NonNullable<WaitState['asked']['subagent']>;
  parent: UnlockedTurn;
  ancestors: readonly SessionId[];
  agent: CalledAgent;
  counts: TreeCounts;
  task: SubagentTask;
  budget: Budget | null;
}

/**
 * Starts a sub-agent while its caller's wait is open: session, message and turn are one transaction. A cancel that came first leaves nothing
 * to start, and one that comes meanwhile finds what was started. What cannot be started resolves the wait with an error.
 */
export async function spawn(deps: EngineDeps, tx: Tx, { org_id, payload }: SpawnDelivery): Promise<Handled> {
  const wait = await shareWait(tx, org_id, payload.wait_id);
  const child = wait?.asked.subagent;
  if (wait === null || child === undefined) return DONE;
  const parent = await findTurnOf(tx, org_id, wait.turn_id);
  if (parent === null) return DONE;
  const ancestors = [...(parent.session.ancestors ?? []), parent.session.id];
  const root = ancestors[0] ?? parent.session.id;
  await lockRoot(tx, root);
  const counts = await countTree(tx, { root, turn: wait.turn_id, child: child.session_id, ancestors });
  if (counts.exists) return DONE;
  if (wait.status !== 'open') {
    await markChildEnded(tx, wait);
    return DONE;
  }
  await deps.onMoment?.('spawn:shared');
  const agent = await findCalledAgent(tx, org_id, child.agent_id);
  const budget = await findBudget(deps, tx, { parent, wait });
  const refusal = (await findRefusal(deps, { parent, ancestors, agent, child, counts })) ?? budget.refusal;
  if (refusal !== null || agent === null) return refuse(tx, wait, refusal ?? NO_AGENT);
  const task = deps.agents.readTask(wait.asked.arguments);
  const { input_files: paths } = task;
  if (paths.length > 0 && !(await canCopyFiles(tx, { org_id, from: parent.session.id, paths })))
    return refuse(tx, wait, NO_FILES);
  return changed(
    await createChild(deps, tx, { wait, child, parent, ancestors, agent, counts, task, budget: budget.share }),
  );
}

export async function giveUpSpawn(tx: Tx, { org_id, payload }: SpawnDelivery): Promise<Handled> {
  const wait = await shareWait(tx, org_id, payload.wait_id);
  const refusal = { reason: 'refused', error: 'The sub-agent could not be started.', error_code: 'internal' } as const;
  return wait === null ? DONE : refuse(tx, wait, refusal);
}

/** The wait belongs to the parent's session, so another delivery resolves it. */
async function refuse(tx: Tx, wait: WaitState, refused: Refusal): Promise<Handled> {
  if (wait.child_session_id === null) return DONE;
  const pair = { org_id: wait.org_id, from_session: wait.child_session_id, to_session: wait.session_id };
  const delivery = deliveryOfWait({ ...pair, kind: 'ended', wait_id: wait.id, refused });
  await insertDeliveries(tx, [delivery]);
  return { change: null, next: pairsOf([delivery]) };
}

const NO_FILES: Refusal = {
  reason: 'refused',
  error: `input_files: each has to be a file or directory of this session, at most ${LIMITS.subagentFiles} with 64 MB in all.`,
};
const NO_AGENT: Refusal = { reason: 'refused', error: 'There is no such agent any more.', error_code: 'not_found' };

async function findRefusal(
  deps: EngineDeps,
  {
    parent,
    ancestors,
    agent,
    child,
    counts,
  }: Pick<Planned, 'parent' | 'ancestors' | 'counts' | 'child'> & { agent: CalledAgent | null },
): Promise<Refusal | null> {
  const refused = (error: string): Refusal => ({ reason: 'refused', error });
  if (counts.isDeleted || parent.isDeleting)
    return { reason: 'deleted', error: 'The session of the sub-agent was deleted.', error_code: 'not_found' };
  if (agent === null) return NO_AGENT;
  if (agent.status === 'archived')
    return { ...refused('The agent that was called is archived.'), error_code: 'agent_archived' };
  if (versionOf(agent, child) === null)
    return { ...refused(`The agent has no version with the label ${child.agent_label}.`), error_code: 'not_found' };
  if (ancestors.length > LIMITS.subagentDepth)
    return refused(`Sub-agents are at most ${LIMITS.subagentDepth} levels below their root. Do this task yourself.`);
  if (counts.sessions + 1 >= LIMITS.sessionsPerRoot)
    return refused(`A session has at most ${LIMITS.sessionsPerRoot} sessions in all, itself and all below it.`);
  if (counts.openOfTurn >= LIMITS.subagentsPerTurn)
    return refused(
      `A turn waits for at most ${LIMITS.subagentsPerTurn} sub-agents at once. Wait for some of them first.`,
    );
  return findOrganizationRefusal(deps, parent);
}

/** Null: the agent has no version with the label that was asked for. */
function versionOf(agent: CalledAgent, { agent_label: label }: Planned['child']): number | null {
  return label === undefined ? agent.version : (findLabeledVersion(agent, label) ?? null);
}

async function findOrganizationRefusal(deps: EngineDeps, { session }: UnlockedTurn): Promise<Refusal | null> {
  const { org_id } = session;
  try {
    const ctx = { org_id, principal: 'sub-agents', subjects: EVERY_SUBJECT, request_id: session.id };
    await deps.limits.assertRoom(ctx, 'sessions', 1);
    return null;
  } catch (error) {
    if (!isEverrunsError(error) || error.code !== 'limit_reached') throw error;
    return { reason: 'refused', error: error.message, error_code: error.code };
  }
}

/** What this sub-agent may use: its part of what is left of the limits of its caller's turn. */
async function findBudget(
  deps: EngineDeps,
  tx: Tx,
  { parent, wait }: Pick<Planned, 'parent' | 'wait'>,
): Promise<{ share: Budget | null; refusal: Refusal | null }> {
  const limits = await limitsOf(deps, tx, parent);
  const hasLimits = limits.max_turn_cost_usd !== undefined || limits.max_turn_tokens !== undefined;
  const share = hasLimits ? shareBudget(limits, await findBudgetInUse(tx, wait)) : null;
  const isSpent = (share?.max_turn_cost_usd ?? 1) <= 0 || (share?.max_turn_tokens ?? 1) <= 0;
  if (share === null || !isSpent) return { share, refusal: null };
  const error = 'Nothing is left of the limits of this turn for a sub-agent.';
  const error_code = (share.max_turn_cost_usd ?? 1) <= 0 ? 'turn_cost_limit' : 'turn_token_limit';
  return { share, refusal: { reason: 'refused', error, error_code } };
}

async function createChild(deps: EngineDeps, tx: Tx, planned: Planned): Promise<SessionChange> {
  const { wait, child, parent, ancestors, agent, counts, task, budget } = planned;
  const { taint } = parent.session;
  const session = await insertChild(tx, {
    org_id: wait.org_id,
    id: child.session_id,
    agent_id: child.agent_id,
    agent_label: child.agent_label ?? null,
    title: titleOf(task.prompt),
    subject: wait.subject,
    ancestors,
    parent_wait_id: wait.id,
    child_number: counts.lastNumber + 1,
    budget,
    taint: taint === null ? null : { ...taint, since_sequence: 1 },
    usage: ZERO_USAGE,
    created_at: new Date(deps.clock.now()),
  });
  const { input_files: paths } = task;
  const files = { org_id: wait.org_id, from: parent.session.id, to: session.id, paths };
  if (paths.length > 0) await copyFilesBetween(tx, files);
  const change = newChange(deps, session);
  appendStarted(change, planned);
  const [source] = taint?.sources ?? [];
  if (source !== undefined) change.append({ type: 'session.tainted', data: { since_sequence: 1, source } });
  const message = toMessage(change, planned);
  const turn = addTurn(change, {
    id: child.turn_id,
    input_message_id: message.id,
    agent_version: versionOf(agent, child) ?? agent.version,
    controls: undefined,
    limits: agent.limits,
  });
  startTurn(change, turn, { message });
  deps.limits.noteAdded(wait.org_id, 'sessions', 1);
  return change;
}

function appendStarted(change: SessionChange, { wait, ancestors, counts }: Planned): void {
  const { agent_id, subject } = change.session;
  const { session_id, turn_id, asked } = wait;
  change.append({
    type: 'session.started',
    data: {
      agent_id,
      ...(subject === LOCAL_SUBJECT ? {} : { subject }),
      parent: { session_id, turn_id, tool_call_id: asked.tool_call_id },
      root_session_id: ancestors[0] ?? session_id,
      child_number: counts.lastNumber + 1,
    },
  });
}

function titleOf(prompt: string): string {
  const [line = ''] = prompt.trim().split('\n');
  return line.slice(0, TITLE_CHARACTERS).toWellFormed();
}

function toMessage({ session, now }: SessionChange, { task: { prompt, input_files } }: Planned): Message {
  const files = input_files.length === 0 ? '' : `\n\nFiles of this session for the task:\n${input_files.join('\n')}`;
  return {
    id: childMessageId(session.id),
    session_id: session.id,
    role: 'user',
    content: [{ type: 'text', text: `${prompt}${files}` }],
    created_at: now.toISOString(),
  };
}
