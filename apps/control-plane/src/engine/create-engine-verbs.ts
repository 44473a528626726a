import type { CursorCodec } from '../kernel/cursor.ts';
import type { EngineVerbs } from './engine-verbs.ts';
import { createMessage } from './verbs/create-message.ts';
import { listMessages } from './verbs/list-messages.ts';
import { waitForTurn } from './verbs/wait-for-turn.ts';
import { dropQueuedMessage, updateQueuedMessage } from './verbs/edit-queue.ts';
import { listQueue } from './verbs/list-queue.ts';
import { cancelSession } from './verbs/cancel-session.ts';
import { getSession } from '../services/sessions/get.ts';
import { cancelTurn } from './verbs/cancel-turn.ts';
import { getTurn, listTurns } from './verbs/get-turn.ts';
import { resolveToolCalls } from './verbs/resolve-tool-calls.ts';
import type { EngineDeps } from './transact/transact.ts';

/** The engine as the routes see it. */
export function createEngineVerbs(deps: EngineDeps & { cursors: CursorCodec }): EngineVerbs {
  return {
    createMessage: async (ctx, input) => {
      const posted = await createMessage(deps, ctx, input);
      if (input.waitMs === null) return posted;
      return waitForTurn(deps, ctx, {
        session_id: input.session_id,
        posted,
        waitMs: input.waitMs,
        signal: input.signal,
      });
    },
    listMessages: (ctx, input) => listMessages(deps, ctx, input),
    listQueue: (ctx, input) => listQueue(deps, ctx, input),
    updateQueuedMessage: (ctx, input) => updateQueuedMessage(deps, ctx, input),
    dropQueuedMessage: (ctx, input) => dropQueuedMessage(deps, ctx, input),
    listTurns: (ctx, input) => listTurns(deps, ctx, input),
    getTurn: (ctx, input) => getTurn(deps, ctx, input),
    cancelTurn: (ctx, input) => cancelTurn(deps, ctx, input),
    cancelSession: async (ctx, input) => {
      await cancelSession(deps, ctx, input);
      return getSession(deps, ctx, input.session_id);
    },
    resolveToolCalls: (ctx, input) => resolveToolCalls(deps, ctx, input),
  };
}
