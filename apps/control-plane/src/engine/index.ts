/**
 * The public interface of the turn engine: `openEngine` starts it, routes and services call the verbs below, and workers call
 * `TurnEngine.service`. Everything else in this folder is private to the engine.
 */
export {
  findTemporalNamespace,
  openEngine,
  openTemporalRunner,
  type OpenEngineOptions,
  type TurnEngine,
} from './open-engine.ts';
export type { AgentResolver, TurnTools, UnavailableServer } from './ports/agent-resolver.ts';
export type { ResolveSecret, SecretToPrepare } from './ports/secrets.ts';
export type { CallFiles, PresentPart, SessionFiles } from './ports/session-files.ts';
export type { AgentRunner, Poller } from './ports/runner.ts';
export { deleteLeftSteps } from './statements/call-steps.ts';
export { deleteOldTombstones } from './statements/subagents.ts';
export type { EngineDeps } from './transact/engine-deps.ts';
export { cancelSession } from './verbs/cancel-session.ts';
export { cancelTurn } from './verbs/cancel-turn.ts';
export { changeSession } from './verbs/change-session.ts';
export { clearTaint } from './verbs/clear-taint.ts';
export { createMessage } from './verbs/create-message.ts';
export { createSession } from './verbs/create-session.ts';
export { deleteTree } from './verbs/delete-tree.ts';
export { dropQueuedMessage, updateQueuedMessage } from './verbs/edit-queue.ts';
export { excludeMessage } from './verbs/exclude-message.ts';
export { forkSession } from './verbs/fork-session.ts';
export { giveFeedback } from './verbs/give-feedback.ts';
export { getTurn, listTurns } from './verbs/get-turn.ts';
export { listMessages } from './verbs/list-messages.ts';
export { listWaits } from './verbs/list-waits.ts';
export { findToolOfWait } from './verbs/find-tool-of-wait.ts';
export { claimCall, findCall } from './verbs/claim-call.ts';
export { listOfferedCalls, lookAtCalls, type ClientCall, type WaitNews } from './verbs/offered-calls.ts';
export { PLATFORM } from './ports/process-context.ts';
export { refuseConnectionWaits, resolveConnectionWaits } from './verbs/resolve-connection-waits.ts';
export { readGeneration, readTold, type Generation, type Told } from './verbs/read-generation.ts';
export { resolveWait } from './verbs/resolve-wait.ts';
export { applyToolSettings, decidePolicy, hashArguments, hashTool, isSwitchedOff } from './verbs/judge-calls.ts';
export type { NewRule } from './statements/approval-rules.ts';
export { listQueue } from './verbs/list-queue.ts';
export { resolveToolCalls } from './verbs/resolve-tool-calls.ts';
export { redactMessage } from './verbs/redact-message.ts';
export { retryTurn } from './verbs/retry-turn.ts';
