import type { Session, SessionId } from '@everruns/schemas';

export interface SessionStore {
  /** Throws `not_found`. */
  get(sessionId: SessionId): Promise<Session>;
}
