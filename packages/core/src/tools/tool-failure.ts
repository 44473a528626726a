import type { EventDraft, ToolCallId } from '@everruns/schemas';

/** The facts of an event about the call that failed, without the call. */
export type FailureFact = { type: 'mcp.server_unavailable' } & Omit<
  Extract<EventDraft, { type: 'mcp.server_unavailable' }>['data'],
  'tool_call_id'
>;

/** A failed tool of which more is recorded than the message that the model reads. */
export class ToolFailure extends Error {
  readonly fact: FailureFact | null;
  /** The tool may have acted, although it has no result. It counts for tools that must run only once. */
  readonly mayHaveRun: boolean;

  constructor(
    message: string,
    { fact = null, mayHaveRun = false }: { fact?: FailureFact | null; mayHaveRun?: boolean } = {},
  ) {
    super(message);
    this.name = 'ToolFailure';
    this.fact = fact;
    this.mayHaveRun = mayHaveRun;
  }
}

/** The event that records the failure of this call. */
export function toFailureEvents(failure: ToolFailure, callId: ToolCallId): EventDraft[] {
  if (failure.fact === null) return [];
  const { type, ...data } = failure.fact;
  return [{ type, data: { ...data, tool_call_id: callId } }];
}
