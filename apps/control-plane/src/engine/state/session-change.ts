import { formatAtomKey, type EventContext, type EventDraft, type TurnId } from '@everruns/schemas';
import { toPublishedEvent } from '../../events/encode.ts';
import { toEventId } from '../../kernel/event-id.ts';
import type { PublishedEvent } from '../../events/hub.ts';
import type { Conversation } from './conversation.ts';
import type { AtomState, SessionState, TurnInputState, TurnState, AgentPart } from './rows.ts';
import type { NewDelivery } from './delivery.ts';
import type { WaitState } from './wait-row.ts';
import type { AppendedEvent } from './to-message.ts';

export interface IdempotencyRow {
  org_id: string;
  scope: string;
  key: string;
  fingerprint: string;
  status: number;
  response: unknown;
}

export interface ChangeEnvironment {
  now: Date;
  newId: () => string;
}

/**
 * Everything that one transaction does to one session. It is decided in memory from the session's row and written by one statement that
 * does nothing unless that row is unchanged. Sequences are assigned here, densely, from its `next_sequence`.
 */
export class SessionChange {
  readonly session: SessionState;
  readonly now: Date;
  readonly newId: () => string;
  readonly events: AppendedEvent[] = [];
  readonly newTurns = new Map<string, TurnState>();
  readonly turns = new Map<string, TurnState>();
  readonly newAtoms = new Map<string, AtomState>();
  readonly atoms = new Map<string, AtomState>();
  readonly putInputs: TurnInputState[] = [];
  readonly takenInputs: string[] = [];
  readonly outbox: TurnState[] = [];
  readonly newWaits: WaitState[] = [];
  /** Waits that were open before this change and no longer are. */
  readonly endedWaits: WaitState[] = [];
  /** Work for other sessions. */
  readonly deliveries: NewDelivery[] = [];
  readonly begun: AtomState[] = [];
  readonly closedAtoms: AtomState[] = [];
  readonly stoppedTurns: { turn_id: TurnId; segment: number; reason: 'canceled' | 'fenced' }[] = [];
  claimed: TurnState | null = null;
  /** Set if the change was decided from the agent's row too. */
  agent: AgentPart | null = null;
  idempotency: IdempotencyRow | null = null;
  /** The conversation that was read for this change, up to the end of the log before it. */
  conversation: Conversation | null = null;
  /** What the ids of the events have in common. */
  #eventId: string | null = null;
  readonly #ts: string;

  constructor(session: SessionState, environment: ChangeEnvironment) {
    this.session = session;
    this.now = environment.now;
    this.#ts = environment.now.toISOString();
    this.newId = environment.newId;
  }

  /** Appends to the log. The event's sequence is final. */
  append(draft: EventDraft, context: EventContext = {}): AppendedEvent {
    this.#eventId ??= this.newId();
    const row: AppendedEvent = {
      org_id: this.session.org_id,
      session_id: this.session.id,
      sequence: this.session.next_sequence,
      id: toEventId(this.#eventId, this.session.next_sequence),
      type: draft.type,
      ts: this.#ts,
      turn_id: context.turn_id ?? null,
      data: draft.data,
      context_json: JSON.stringify(context),
      data_json: JSON.stringify(draft.data),
    };
    this.session.next_sequence += 1;
    this.events.push(row);
    return row;
  }

  addTurn(turn: TurnState): void {
    this.newTurns.set(turn.id, turn);
  }

  saveTurn(turn: TurnState): void {
    if (!this.newTurns.has(turn.id)) this.turns.set(turn.id, turn);
  }

  addAtom(atom: AtomState): void {
    this.newAtoms.set(formatAtomKey(atom), atom);
  }

  saveAtom(atom: AtomState): void {
    const key = formatAtomKey(atom);
    if (!this.newAtoms.has(key)) this.atoms.set(key, atom);
  }

  /** Raises the segment and writes an outbox row for the dispatcher: the only way in which a turn starts to run. */
  dispatch(turn: TurnState): void {
    turn.segment += 1;
    turn.progress_at = this.now;
    this.saveTurn(turn);
    this.outbox.push(turn);
  }

  /** Claims a turn that this change dispatches for a process, in place of its outbox row. */
  claimAtOnce(turn: TurnState, processId: string): void {
    this.outbox.splice(this.outbox.indexOf(turn), 1);
    turn.claimed_by = processId;
    turn.claimed_segment = turn.segment;
  }

  isEmpty(): boolean {
    const { events, newTurns, turns, newAtoms, atoms, putInputs, takenInputs, newWaits, endedWaits, deliveries } = this;
    const rows = newTurns.size + turns.size + newAtoms.size + atoms.size + newWaits.length + endedWaits.length;
    if (deliveries.length > 0) return false;
    return events.length + rows + putInputs.length + takenInputs.length === 0;
  }
}

/** The event as readers get it. */
export function toPublished(row: AppendedEvent): PublishedEvent {
  return toPublishedEvent({ ...row, context: row.context_json, data: row.data_json });
}
