import type { ExecId, MessageId, SessionId, TurnId } from '@everruns/schemas';

/** The context of an atom: its session, turn, input and execution. */
export interface AtomContext {
  session_id: SessionId;
  turn_id: TurnId;
  input_message_id: MessageId;
  exec_id: ExecId;
}
