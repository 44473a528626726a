import { setImmediate as nextRound } from 'node:timers/promises';
import { createActAtom, type ActAtom, type SessionFileStore } from '@everruns/core';
import type { CallResult } from '@everruns/internal-protocol';
import { linkAbort } from '@everruns/kernel';
import { EverrunsError, isImmediate, type ToolCall } from '@everruns/schemas';
import type { Attempt } from './attempt.ts';
import { createContextStores } from './context-stores.ts';

/** The time on the event loop for one call and for a whole generation: 64 slow calls must not add up to a freeze. */
const ROUND_MS = 5;
const GENERATION_MS = 50;
/** Made once, because a reason that Node makes captures a stack trace. */
const OVER = new EverrunsError('fenced', 'The time of an immediate call is over.');

/**
 * Runs the calls to immediate tools of a generation before its commit, each within one round of the event loop. A call that does not
 * finish in it, fails to run, or comes after the generation's time is used up has no result here and becomes an atom like any other.
 * Never rejects.
 */
export async function answerImmediateCalls(attempt: Attempt, calls: readonly ToolCall[]): Promise<CallResult[]> {
  const immediate = calls.filter((call) => isImmediateCall(attempt, call));
  if (immediate.length === 0) return [];
  const { clock } = attempt.input.deps;
  const over = linkAbort(attempt.input.signal);
  const run = runCalls(attempt, over.signal);
  const answered: CallResult[] = [];
  let round = nextRound(null);
  let [roundMs, generationMs] = [0, 0];
  for (const call of immediate) {
    if (generationMs >= GENERATION_MS) break;
    const begunAt = clock.monotonic();
    const result = await Promise.race([run(call), round]);
    const tookMs = clock.monotonic() - begunAt;
    roundMs += tookMs;
    generationMs += tookMs;
    if (result !== null) answered.push(result);
    if (result !== null && roundMs < ROUND_MS) continue;
    await round;
    round = nextRound(null);
    roundMs = 0;
  }
  over.release();
  if (answered.length < immediate.length) over.abort(OVER);
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
    offload: { run: refuse },
    egress: { open: () => refuse },
    secrets: { resolve: refuse },
    steps: { list: refuse, record: refuse },
    sources: { add: refuse, has: refuse },
    sandbox: { run: refuse },
    model: { maxChars: 0, ask: refuse },
    mcp: { call: refuse, assertLogin: refuse },
    events: { emit: () => undefined },
    clock: input.deps.clock,
  });
  return async (call) => {
    const atom = { ...input.atom, kind: 'act' as const, ordinal: call.ordinal };
    const result = await act({ atom, context: atomContext, attempt: 1, call }, signal).catch(() => null);
    return result?.kind === 'completed' ? { ordinal: call.ordinal, ok: result.ok, events: result.events } : null;
  };
}

/** A call that needs files, steps, a thread or the network has to wait for them, so it is not immediate. */
function refuse(): never {
  throw new EverrunsError('fenced', 'An immediate call has no files, no threads, no sandbox and no network.');
}

const NO_FILES: SessionFileStore = { read: refuse, write: refuse, delete: refuse, list: refuse, stat: refuse };
