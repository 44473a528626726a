import type { JsonObject, OrganizationId, SessionId, ToolCallId, TurnId, WaitId, WaitStatus } from '@everruns/schemas';
import type { WaitState } from './wait-row.ts';

/** A call that a client executes, as devices are offered it. */
export interface ClientCall {
  org_id: OrganizationId;
  subject: string;
  session_id: SessionId;
  turn_id: TurnId;
  wait_id: WaitId;
  tool_call_id: ToolCallId;
  name: string;
  arguments: JsonObject;
  expires_at: Date;
  status: WaitStatus;
  /** Where the call stands in its turn. */
  iteration: number;
  ordinal: number;
  claimed_by: string | null;
  resolved_by: string | null;
}

/** The columns of `waits` from which a call is made. */
export const CALL_COLUMNS = `org_id, subject, session_id, turn_id, id, asked, expires_at, status, iteration, ordinal, claimed_by, resolved_by`;

export type CallRow = Pick<
  WaitState,
  | 'org_id'
  | 'subject'
  | 'session_id'
  | 'turn_id'
  | 'id'
  | 'asked'
  | 'expires_at'
  | 'status'
  | 'iteration'
  | 'ordinal'
  | 'claimed_by'
  | 'resolved_by'
>;

/** Lists returned as JSON hold their times as text. */
export function toClientCall({ id, asked, expires_at, ...row }: CallRow): ClientCall {
  const { tool_call_id, tool, arguments: args } = asked;
  const { org_id, subject, session_id, turn_id, status, iteration, ordinal, claimed_by, resolved_by } = row;
  return {
    org_id,
    subject,
    session_id,
    turn_id,
    wait_id: id,
    tool_call_id,
    name: tool,
    arguments: args,
    expires_at: new Date(expires_at),
    status,
    iteration,
    ordinal,
    claimed_by,
    resolved_by,
  };
}

/** Who ended a call, as devices are told. */
export function nameOfEnd({ status, resolved_by }: Pick<WaitState, 'status' | 'resolved_by'>): string {
  return resolved_by ?? status;
}

/** What a commit has changed of the calls of one subject: it has opened some, or ended some. */
export interface WaitNews {
  org_id: OrganizationId;
  subject: string;
  opened: ClientCall[];
  settled: { id: ToolCallId; by: string }[];
}

/** The news of the waits of one commit, which belong to one session. Waits of other kinds are no news. */
export function toNews(waits: readonly WaitState[]): WaitNews[] {
  const calls = waits.filter(({ kind }) => kind === 'client_tool').map(toClientCall);
  const [first] = calls;
  if (first === undefined) return [];
  const { org_id, subject } = first;
  const opened = calls.filter(({ status }) => status === 'open');
  const settled = calls
    .filter(({ status }) => status !== 'open')
    .map((call) => ({ id: call.tool_call_id, by: nameOfEnd(call) }));
  return [
    ...(opened.length > 0 ? [{ org_id, subject, opened, settled: [] }] : []),
    ...(settled.length > 0 ? [{ org_id, subject, opened: [], settled }] : []),
  ];
}
