import type { Message, RuntimeAgent } from '@everruns/schemas';
import type { BegunAtom } from '@everruns/internal-protocol';
import { tokenOf } from '../../turns/engine.ts';
import type { AtomState, TurnState } from '../../turns/state.ts';

export interface BegunContext {
  messages: Message[];
  headSequence: number;
  agent?: RuntimeAgent;
}

/** A granted attempt, as the worker gets it. */
export function toBegunAtom(turn: TurnState, atom: AtomState, context: BegunContext): BegunAtom {
  return {
    token: tokenOf(atom),
    input_message_id: turn.input_message_id as BegunAtom['input_message_id'],
    failures: atom.failures,
    malformed_calls: turn.malformed_calls,
    ...(context.agent === undefined ? {} : { agent: context.agent }),
    messages: context.messages,
    head_sequence: context.headSequence,
    ...(atom.tool_call === null ? {} : { call: atom.tool_call }),
    deadline_at_ms: (turn.deadline_at ?? turn.created_at).getTime(),
  };
}
