import type { CursorCodec } from '../http/cursor.ts';
import type { EngineVerbs } from '../http/engine-verbs.ts';
import { createMessage } from '../services/messages/create.ts';
import { listMessages } from '../services/messages/list.ts';
import { waitForTurn } from '../services/messages/wait-for-turn.ts';
import { dropQueuedMessage, updateQueuedMessage } from '../services/queue/edit.ts';
import { listQueue } from '../services/queue/list.ts';
import { cancelSession } from '../services/sessions/cancel.ts';
import { getSession } from '../services/sessions/get.ts';
import { cancelTurn } from '../services/turns/cancel.ts';
import { getTurn, listTurns } from '../services/turns/get.ts';
import { resolveToolCalls } from '../services/turns/resolve-call.ts';
import type { EngineDeps } from './engine.ts';

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
