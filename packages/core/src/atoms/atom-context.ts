import type { ExecId, MessageId, SessionId, TurnId } from '@everruns/schemas';

/** Where an atom runs: in which session, for which turn and input, and as which execution. */
export interface AtomContext {
  session_id: SessionId;
  turn_id: TurnId;
  input_message_id: MessageId;
  exec_id: ExecId;
}
