import type { CallResult } from '@everruns/internal-protocol';
import { EverrunsError, isImmediate, type ToolDefinition } from '@everruns/schemas';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState, TurnState } from '../state/rows.ts';
import { appendDrafts } from './append-drafts.ts';
import { startCall } from './begin-atom.ts';
import { recordCall, settleCall } from './record-call.ts';

interface CallsOfTurn {
  turn: TurnState;
  /** The calls of the generation, by ordinal. */
  atoms: readonly AtomState[];
  /** The tools of the turn. */
  tools: readonly ToolDefinition[];
}

interface AnsweredCalls extends CallsOfTurn {
  results: readonly CallResult[];
}

const MAX_NAMED_TOOLS = 100;

/** Answers the calls of tools that the turn does not have: they get an error as their result and no attempt (E30). */
export function refuseForeignCalls(change: SessionChange, { turn, atoms, tools }: CallsOfTurn): void {
  const names = new Set(tools.map(({ name }) => name));
  for (const atom of atoms) {
    const called = atom.tool_call?.name ?? '';
    if (!names.has(called)) recordCall(change, { turn, atom }, { error: describeForeignCall(called, [...names]) });
  }
}

function describeForeignCall(called: string, names: readonly string[]): string {
  const listed = names.slice(0, MAX_NAMED_TOOLS).join(', ');
  const more = names.length > MAX_NAMED_TOOLS ? ` and ${names.length - MAX_NAMED_TOOLS} more` : '';
  return `There is no tool "${called.slice(0, 200)}". Tools: ${listed === '' ? 'none' : listed}${more}.`;
}

/**
 * Records the results that came with the generation which made the calls (ADR 0010). Each call begins and ends here, so no executor ever
 * holds a token of it.
 */
export function recordResults(change: SessionChange, { turn, atoms, tools, results }: AnsweredCalls): void {
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
}
