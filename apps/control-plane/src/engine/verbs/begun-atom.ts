import { omitUndefined } from '@everruns/kernel';
import type { AtomOutcome, Message, RuntimeAgent } from '@everruns/schemas';
import type { BegunAtom } from '@everruns/internal-protocol';
import type { CallToRun } from './resumed-call.ts';
import { tokenOf } from '../transact/transact.ts';
import type { AtomState, TurnState } from '../state/rows.ts';

export interface BegunContext extends Partial<CallToRun> {
  messages: Message[];
  headSequence: number;
  /** The database's time. */
  nowMs: number;
  agent?: RuntimeAgent;
}

/** The agent without its API key, for executors that do not call the model. */
export function withoutApiKey(agent: RuntimeAgent): RuntimeAgent {
  const { api_key: _, ...model } = agent.model;
  return { ...agent, model };
}

/** The outcome that a repeated request gets. */
export function recordedOutcome({ outcome }: AtomState): AtomOutcome {
  if (outcome === null) throw new Error('a recorded atom has an outcome');
  return outcome;
}

/** The granted attempt as the worker gets it. */
export function toBegunAtom(turn: TurnState, atom: AtomState, context: BegunContext): BegunAtom {
  const deadlineAtMs = (turn.deadline_at ?? turn.created_at).getTime();
  return {
    token: tokenOf(atom),
    input_message_id: turn.input_message_id,
    failures: atom.failures,
    malformed_calls: turn.malformed_calls,
    ...omitUndefined({ agent: context.agent }),
    messages: context.messages,
    head_sequence: context.headSequence,
    ...(atom.tool_call === null ? {} : { call: context.call ?? atom.tool_call }),
    ...omitUndefined({ resumed: context.resumed, is_edited: context.is_edited }),
    deadline_at_ms: deadlineAtMs,
    remaining_ms: Math.max(0, deadlineAtMs - context.nowMs),
  };
}
