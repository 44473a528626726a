import type {
  AgentId,
  JsonValue,
  OrganizationId,
  SessionId,
  TurnId,
  WaitId,
  WaitKind,
  WaitRequest,
  WaitResolution,
  WaitStatus,
} from '@everruns/schemas';
import { complete } from './rows.ts';

/** A row of `waits`. */
export interface WaitState {
  org_id: OrganizationId;
  id: WaitId;
  session_id: SessionId;
  root_session_id: SessionId;
  agent_id: AgentId;
  turn_id: TurnId;
  iteration: number;
  ordinal: number;
  kind: WaitKind;
  status: WaitStatus;
  subject: string;
  asked: WaitRequest;
  state: JsonValue;
  resolution: WaitResolution | null;
  /** The device that executes the call. */
  claimed_by: string | null;
  resolved_by: string | null;
  created_at: Date;
  expires_at: Date;
  resolved_at: Date | null;
  /** Of a sub-agent: its session, and the turn whose end counts. */
  child_session_id: SessionId | null;
  child_turn_id: TurnId | null;
}

export const WAIT_COLUMNS = complete<WaitState>()([
  'org_id',
  'id',
  'session_id',
  'root_session_id',
  'agent_id',
  'turn_id',
  'iteration',
  'ordinal',
  'kind',
  'status',
  'subject',
  'asked',
  'state',
  'resolution',
  'claimed_by',
  'resolved_by',
  'created_at',
  'expires_at',
  'resolved_at',
  'child_session_id',
  'child_turn_id',
]);
