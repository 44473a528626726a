import type { CallResult } from '@everruns/internal-protocol';
import { EverrunsError, isImmediate, type ToolDefinition } from '@everruns/schemas';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState, TurnState } from '../state/rows.ts';
import { appendDrafts } from './append-drafts.ts';
import { startCall } from './begin-atom.ts';
import { advanceIteration, settleCall } from './record-call.ts';

interface AnsweredCalls {
  turn: TurnState;
  /** The calls of the generation, by ordinal. */
  atoms: readonly AtomState[];
  tools: readonly ToolDefinition[];
  results: readonly CallResult[];
}

/**
 * Records the results that came with the generation which made the calls (ADR 0010). Each call begins and ends here, so no executor ever
 * holds a token of it. Returns the next Reason when no call is left open.
 */
export function recordResults(change: SessionChange, { turn, atoms, tools, results }: AnsweredCalls): AtomState | null {
  if (results.length === 0) return null;
  for (const { ordinal, ok, events } of results) {
    const atom = atoms[ordinal];
    const definition = tools.find((tool) => tool.name === atom?.tool_call?.name);
    if (atom?.status !== 'open' || definition === undefined || !isImmediate(definition)) {
      throw new EverrunsError('invalid_request', `Call ${ordinal} of this generation may not bring its result.`);
    }
    Object.assign(atom, { attempt: 1, segment: turn.segment, begun_at: change.now });
    startCall(change, atom);
    appendDrafts(change, atom, events);
    settleCall(change, { turn, atom }, ok);
  }
  return advanceIteration(change, turn);
}
