import { applyEvent, initialSessionState, type SessionEvent, type SessionState } from '@everruns/sdk';

/** A session's log as this page has it: what it comes to, and the recorded events themselves. */
export interface LiveSession {
  readonly state: SessionState;
  readonly events: readonly SessionEvent[];
  /** Whether the stream is open, here or in the tab that shares it. */
  readonly isConnected: boolean;
  /** Why there will be no stream: the session is gone, or may not be seen. */
  readonly error: unknown;
}

export const EMPTY_LIVE_SESSION: LiveSession = {
  state: initialSessionState,
  events: [],
  isConnected: false,
  error: null,
};

/** The session after these events. One that it has already changes nothing. */
export function takeEvents(live: LiveSession, events: readonly SessionEvent[]): LiveSession {
  const isNew = (event: SessionEvent): boolean => event.sequence !== undefined && event.sequence > live.state.sequence;
  const recorded = events.filter(isNew);
  return {
    ...live,
    state: events.reduce(applyEvent, live.state),
    events: recorded.length === 0 ? live.events : [...live.events, ...recorded],
  };
}
