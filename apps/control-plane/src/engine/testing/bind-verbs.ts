import type { RequestContext } from '../../kernel/request-context.ts';
import { actAsOrganization } from '../../kernel/acting.ts';
import * as engine from '../index.ts';

const VERBS = {
  cancelSession: engine.cancelSession,
  cancelTurn: engine.cancelTurn,
  clearTaint: engine.clearTaint,
  createMessage: engine.createMessage,
  createSession: engine.createSession,
  dropQueuedMessage: engine.dropQueuedMessage,
  excludeMessage: engine.excludeMessage,
  redactMessage: engine.redactMessage,
  forkSession: engine.forkSession,
  getTurn: engine.getTurn,
  listMessages: engine.listMessages,
  listQueue: engine.listQueue,
  listTurns: engine.listTurns,
  listWaits: engine.listWaits,
  resolveToolCalls: engine.resolveToolCalls,
  resolveWait: engine.resolveWait,
  updateQueuedMessage: engine.updateQueuedMessage,
};

type Verb<Input, Result> = (deps: engine.EngineDeps, ctx: RequestContext, input: Input) => Result;
type Bound<T> = T extends Verb<infer Input, infer Result> ? (ctx: RequestContext, input: Input) => Result : never;

/** The engine's verbs with their first argument bound. Each runs in the name of its caller. */
export type BoundVerbs = { [Name in keyof typeof VERBS]: Bound<(typeof VERBS)[Name]> };

export function bindVerbs(deps: engine.EngineDeps): BoundVerbs {
  const entries = Object.entries(VERBS as Record<string, Verb<never, unknown>>);
  // Every verb keeps its name and its other arguments.
  return Object.fromEntries(
    entries.map(([name, verb]) => [
      name,
      (ctx: RequestContext, input: never) => actAsOrganization(ctx.org_id, () => verb(deps, ctx, input)),
    ]),
  ) as unknown as BoundVerbs;
}
