import { setImmediate as nextRound } from 'node:timers/promises';
import { createActAtom, type ActAtom, type SessionFileStore } from '@everruns/core';
import type { CallResult } from '@everruns/internal-protocol';
import { EverrunsError, isImmediate, type ToolCall } from '@everruns/schemas';
import type { Attempt } from './attempt.ts';
import { createContextStores } from './context-stores.ts';

/**
 * Runs the calls to immediate tools of a generation that is about to be committed, within this round of the event loop. What does
 * not finish in it, or fails to run, brings no result and becomes an atom like any other. Never rejects.
 */
export async function answerImmediateCalls(attempt: Attempt, calls: readonly ToolCall[]): Promise<CallResult[]> {
  const immediate = calls.filter((call) => isImmediateCall(attempt, call));
  if (immediate.length === 0) return [];
  const over = new AbortController();
  const run = runCalls(attempt, AbortSignal.any([attempt.input.signal, over.signal]));
  const round = nextRound(null);
  const results = await Promise.all(immediate.map((call) => Promise.race([run(call), round])));
  const answered = results.filter((result) => result !== null);
  if (answered.length < immediate.length) over.abort();
  return answered;
}

function isImmediateCall({ context }: Attempt, call: ToolCall): boolean {
  const definition = context.agent.tools.find((tool) => tool.name === call.name);
  return definition !== undefined && isImmediate(definition) && call.arguments_error === undefined;
}

function runCalls(attempt: Attempt, signal: AbortSignal): (call: ToolCall) => Promise<CallResult | null> {
  const { input, atomContext } = attempt;
  const act: ActAtom = createActAtom({
    agents: createContextStores(attempt.context).agents,
    tools: input.deps.tools,
    files: NO_FILES,
    events: { emit: () => undefined },
    clock: input.deps.clock,
  });
  return async (call) => {
    const atom = { ...input.atom, kind: 'act' as const, ordinal: call.ordinal };
    const result = await act({ atom, context: atomContext, attempt: 1, call }, signal).catch(() => null);
    return result?.kind === 'completed' ? { ordinal: call.ordinal, ok: result.ok, events: result.events } : null;
  };
}

/** A tool that reads or writes files waits for them: it is not immediate. */
function refuse(): never {
  throw new EverrunsError('fenced', 'An immediate tool has no files.');
}

const NO_FILES: SessionFileStore = { read: refuse, write: refuse, delete: refuse, list: refuse, stat: refuse };
