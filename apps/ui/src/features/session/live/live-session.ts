import { applyEvent, initialSessionState, type SessionEvent, type SessionState } from '@everruns/sdk';

/** A session's log as this page has it: what it comes to, and the recorded events themselves. */
export interface LiveSession {
  readonly state: SessionState;
  readonly events: readonly SessionEvent[];
  /** Whether these are all there are. Until then they are the log's end, from the beginning of a turn on. */
  readonly isWhole: boolean;
  /** Whether the stream is open, here or in the tab that shares it. */
  readonly isConnected: boolean;
  /** Why there will be no stream: the session is gone, or may not be seen. */
  readonly error: unknown;
}

export const EMPTY_LIVE_SESSION: LiveSession = {
  state: initialSessionState,
  events: [],
  isWhole: true,
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

/** The session as far as the last events of its log tell; empty where no turn begins among them. */
export function openTail(last: readonly SessionEvent[]): LiveSession {
  const isWhole = last[0]?.sequence === 1 || last.length === 0;
  const begin = isWhole ? 0 : last.findIndex(({ type }) => type === 'input.message');
  const before = last[begin]?.sequence;
  if (before === undefined) return EMPTY_LIVE_SESSION;
  const state = { ...initialSessionState, sequence: before - 1 };
  return takeEvents({ ...EMPTY_LIVE_SESSION, state, isWhole }, last.slice(begin));
}

/** The whole session: `tail` and what came before it. What both know alike stays the object that it was in the tail. */
export function joinTail(earlier: LiveSession, tail: LiveSession): LiveSession {
  const { state, events } = takeEvents(earlier, tail.events);
  const knownMessages = new Map(tail.state.messages.map((message) => [message.id, message]));
  const knownTurns = new Map(tail.state.turns.map((turn) => [turn.id, turn]));
  // An answer that streams now is in the tail alone; a turn that began before the tail is whole in the log alone.
  const messages = state.messages.map((message) => knownMessages.get(message.id) ?? message);
  const turns = state.turns.map((turn) => {
    const known = knownTurns.get(turn.id);
    return known?.input_message_id === turn.input_message_id ? known : turn;
  });
  return { ...tail, isWhole: true, events, state: { ...state, messages, turns } };
}
