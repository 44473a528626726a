import { BoundedMap } from '@everruns/kernel';
import { formatAtomKey } from '@everruns/schemas';
import { continueConversation, type Conversation } from '../state/conversation.ts';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState, SessionState, TurnState, AgentPart } from '../state/rows.ts';

/** A session as this process knew it last, at the version of its row. It must not be modified. */
export interface RememberedSession {
  readonly session: Readonly<SessionState>;
  readonly agent: Readonly<AgentPart> | null;
  /** The active turn, if it is known. */
  readonly turn: Readonly<TurnState> | null;
  /** The known atoms of that turn that have no outcome yet. */
  readonly atoms: readonly Readonly<AtomState>[];
  /** The conversation up to the end of the log, if it is known. */
  readonly conversation: Conversation | null;
}

export interface MemoryLimits {
  sessions: number;
  /** The most characters of all remembered conversations. */
  conversations: number;
}

/**
 * The sessions that this process wrote last. This is a hint: a change decided from it is written only if the session's row still has the
 * remembered version, and every writer of a session, its turns or its atoms writes that row.
 */
export class SessionMemory {
  readonly #limits: MemoryLimits;
  readonly #sessions: BoundedMap<string, RememberedSession>;
  /** The sessions whose conversation is known, least recently written first. */
  readonly #withConversation = new Set<string>();
  /** The characters of all those conversations. */
  #size = 0;
  /** By active turn, its session. */
  readonly #byTurn = new Map<string, string>();

  constructor(limits: MemoryLimits) {
    this.#limits = limits;
    this.#sessions = new BoundedMap(limits.sessions, (_, known) => this.#forgetParts(known));
  }

  find(sessionId: string): RememberedSession | null {
    return this.#sessions.get(sessionId) ?? null;
  }

  /** The session whose active turn this is. */
  findSessionId(turnId: string): string | null {
    return this.#byTurn.get(turnId) ?? null;
  }

  /** Called after the commit of a change; `version` is the row's new one. */
  learn(change: SessionChange, version: string): void {
    const before = this.find(change.session.id);
    const base = before?.session.version === change.session.version ? before : null;
    this.keep(rememberAfter(change, base, version));
  }

  /** Adds the conversation that was read to the end of the log, unless the session was written since. */
  addConversation(sessionId: string, conversation: Conversation): void {
    const known = this.find(sessionId);
    if (known?.session.next_sequence === conversation.throughSequence + 1) this.keep({ ...known, conversation });
  }

  keep(known: RememberedSession): void {
    const { session, turn, conversation } = known;
    const before = this.find(session.id);
    if (before !== null) this.#forgetParts(before);
    this.#sessions.set(session.id, known);
    if (turn !== null) this.#byTurn.set(turn.id, session.id);
    if (conversation !== null) {
      this.#withConversation.add(session.id);
      this.#size += conversation.size;
    }
    this.#keepConversationLimit();
  }

  forget(sessionId: string): void {
    const known = this.find(sessionId);
    if (known !== null) this.#forgetParts(known);
    this.#sessions.delete(sessionId);
  }

  #keepConversationLimit(): void {
    for (const sessionId of this.#withConversation) {
      if (this.#size <= this.#limits.conversations) return;
      const known = this.find(sessionId);
      if (known === null) continue;
      this.#forgetConversation(known);
      this.#sessions.replace(sessionId, { ...known, conversation: null });
    }
  }

  /** Removes a session's turn and conversation from the indexes. */
  #forgetParts(known: RememberedSession): void {
    if (known.turn !== null) this.#byTurn.delete(known.turn.id);
    this.#forgetConversation(known);
  }

  #forgetConversation({ session, conversation }: RememberedSession): void {
    if (conversation === null) return;
    this.#size -= conversation.size;
    this.#withConversation.delete(session.id);
  }
}

/** Returns what is known of a session after the commit of a change; `base` is the state it was decided from, if that is known. */
export function rememberAfter(
  change: SessionChange,
  base: RememberedSession | null,
  version: string,
): RememberedSession {
  const turn = activeTurnAfter(change, base);
  return {
    session: { ...change.session, version },
    agent: change.agent ?? base?.agent ?? null,
    turn,
    atoms: turn === null ? [] : openAtomsAfter(change, turn, base),
    conversation: continueConversation(change.conversation ?? base?.conversation ?? null, change.events),
  };
}

function activeTurnAfter(change: SessionChange, base: RememberedSession | null): Readonly<TurnState> | null {
  const id = change.session.active_turn_id;
  if (id === null) return null;
  const written = change.turns.get(id) ?? change.newTurns.get(id);
  return written ?? (base?.turn?.id === id ? base.turn : null);
}

function openAtomsAfter(
  change: SessionChange,
  turn: Readonly<TurnState>,
  base: RememberedSession | null,
): Readonly<AtomState>[] {
  const written = [...change.newAtoms.values(), ...change.atoms.values()];
  const writtenKeys = new Set(written.map(formatAtomKey));
  const untouched = (base?.atoms ?? []).filter((atom) => !writtenKeys.has(formatAtomKey(atom)));
  return [...untouched, ...written].filter((atom) => atom.turn_id === turn.id && atom.status !== 'recorded');
}
