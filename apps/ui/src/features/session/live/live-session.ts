import { applyEvent, initialSessionState, type SessionEvent, type SessionState } from '@everruns/sdk';

/** The log of a session as this page knows it: the state that it leads to, and the recorded events. */
export interface LiveSession {
  readonly state: SessionState;
  readonly events: readonly SessionEvent[];
  /** Whether the events are complete. Until then they are the end of the log, from the beginning of a turn. */
  readonly isWhole: boolean;
  /** Whether the stream is open, in this tab or in the tab that shares it. */
  readonly isConnected: boolean;
  /** The reason why there will be no stream: the session was deleted or may not be read. */
  readonly error: unknown;
}

export const EMPTY_LIVE_SESSION: LiveSession = {
  state: initialSessionState,
  events: [],
  isWhole: true,
  isConnected: false,
  error: null,
};

/** Returns the session after these events. An event that it already has changes nothing. */
export function takeEvents(live: LiveSession, events: readonly SessionEvent[]): LiveSession {
  const isNew = (event: SessionEvent): boolean => event.sequence !== undefined && event.sequence > live.state.sequence;
  const recorded = events.filter(isNew);
  return {
    ...live,
    state: events.reduce(applyEvent, live.state),
    events: recorded.length === 0 ? live.events : [...live.events, ...recorded],
  };
}

/** Returns the session as far as the last events of its log describe it; empty if no turn begins among them. */
export function openTail(last: readonly SessionEvent[]): LiveSession {
  const isWhole = last[0]?.sequence === 1 || last.length === 0;
  const begin = isWhole ? 0 : last.findIndex(({ type }) => type === 'input.message');
  const before = last[begin]?.sequence;
  if (before === undefined) return EMPTY_LIVE_SESSION;
  const state = { ...initialSessionState, sequence: before - 1 };
  return takeEvents({ ...EMPTY_LIVE_SESSION, state, isWhole }, last.slice(begin));
}

/** Returns the whole session: `tail` and what came before it. Objects that are equal in both stay those of the tail. */
export function joinTail(earlier: LiveSession, tail: LiveSession): LiveSession {
  const { state, events } = takeEvents(earlier, tail.events);
  const knownMessages = new Map(tail.state.messages.map((message) => [message.id, message]));
  const knownTurns = new Map(tail.state.turns.map((turn) => [turn.id, turn]));
  // An answer that streams now is only in the tail; a turn that began before the tail is complete only in the log.
  const messages = state.messages.map((message) => knownMessages.get(message.id) ?? message);
  const turns = state.turns.map((turn) => {
    const known = knownTurns.get(turn.id);
    return known?.input_message_id === turn.input_message_id ? known : turn;
  });
  return { ...tail, isWhole: true, events, state: { ...state, messages, turns } };
}
