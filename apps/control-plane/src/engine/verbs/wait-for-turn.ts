import { TURN_TERMINAL, type CreateMessageResponse, type Message, type SessionId, type Turn } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { MESSAGE_COLUMNS, toMessages, withoutContinuation, type MessageRow } from '../statements/load.ts';
import { findTurn } from './get-turn.ts';

/** The hub's events are only hints, so the state is read again after this long without one. */
const LOOK_AGAIN_MS = 1_000;

export interface WaitForTurn {
  sessionId: SessionId;
  posted: CreateMessageResponse;
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * Waits until the turn ends, parks for anybody but sub-agents, or only waits for calls that its client executes, for at most `timeoutMs`. The answer has the turn as
 * it is then, and its output so far.
 */
export async function waitForTurn(
  deps: EngineDeps,
  ctx: RequestContext,
  wait: WaitForTurn,
): Promise<CreateMessageResponse> {
  const until = deps.clock.now() + wait.timeoutMs;
  const asked = { session_id: wait.sessionId, turn_id: wait.posted.turn.id };
  for (;;) {
    const recorded = nextRecorded(deps, wait, Math.min(LOOK_AGAIN_MS, until - deps.clock.now()));
    const { turn, waitsForAgents } = await findTurn(deps, ctx, asked);
    if (
      TURN_TERMINAL.has(turn.status) ||
      (turn.status === 'waiting' && !waitsForAgents) ||
      (await isForClient(deps, ctx, turn)) ||
      deps.clock.now() >= until ||
      wait.signal.aborted
    ) {
      recorded.cancel();
      return { ...wait.posted, turn, output: await loadOutput(deps, ctx, turn) };
    }
    await recorded.done;
  }
}

/** Subscribes before the turn is read, so that an end in between is not missed. */
function nextRecorded(deps: EngineDeps, wait: WaitForTurn, timeoutMs: number): { done: Promise<void>; cancel(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, Math.max(0, timeoutMs));
  const stop = deps.hub.watchSession(wait.sessionId, (event) => {
    if (event.type.startsWith('turn.') || event.type === 'tool.call_requested') resolve();
  });
  wait.signal.addEventListener('abort', () => resolve(), { once: true });
  void promise.then(() => {
    clearTimeout(timer);
    stop();
  });
  return { done: promise, cancel: resolve };
}

const ONLY_WAITS = `select 1 from turns
  where org_id = $1 and id = $2 and status = 'running' and open_waits > open_children and open_waits = open_calls`;

/** A turn whose calls all wait for a client stays `running` for up to a minute before it parks, and this caller may be that client. */
async function isForClient(deps: EngineDeps, ctx: RequestContext, turn: Turn): Promise<boolean> {
  if (turn.status !== 'running') return false;
  return (await runSql(deps.db, ONLY_WAITS, [ctx.org_id, turn.id])).length > 0;
}

const OUTPUT = `select ${MESSAGE_COLUMNS} from events
  where org_id = $1 and session_id = $2 and chunk_turn_id = $3 and turn_id = $3 and type = 'output.message.completed' order by sequence`;

async function loadOutput(deps: EngineDeps, ctx: RequestContext, turn: Turn): Promise<Message[]> {
  const rows = await runSql<MessageRow>(deps.db, OUTPUT, [ctx.org_id, turn.session_id, turn.id]);
  return toMessages(turn.session_id, rows).map(withoutContinuation);
}
