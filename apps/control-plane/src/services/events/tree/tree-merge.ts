import type { SessionId } from '@everruns/schemas';

/** An event of one of the logs. `json` is its envelope. */
export interface TreeEvent {
  session_id: SessionId;
  sequence: number;
  type: string;
  json: string;
}

/** Where a reader of a tree is in one of its logs. */
export interface TreePlace {
  /** 0: the session that is followed; else the number of a sub-agent. Null: not known before its first event. */
  number: number | null;
  sequence: number;
}

interface Member<Item> extends TreePlace {
  /** What may not go out yet, because a sub-agent's events come first. */
  held: Item[];
  /** Its log is gone: nobody waits for its events. */
  isGone: boolean;
}

interface TreeData extends Partial<EndOfChild> {
  child_number?: number;
}

interface EndOfChild {
  session_id: SessionId;
  child_sequence: number;
}

/**
 * Puts the events of a session and of its sub-agents into one order: a log follows the `subagent.spawned` that tells of it, and
 * `subagent.completed` or `subagent.failed` waits until the events that it speaks of are out. The order within each log stays.
 */
export class TreeMerge<Item> {
  readonly #members = new Map<SessionId, Member<Item>>();
  readonly #eventOf: (item: Item) => TreeEvent | null;
  readonly #onOpen: (session: SessionId, place: TreePlace) => void;
  readonly #known: ReadonlyMap<SessionId, TreePlace>;
  readonly #forkedAt: number;

  /**
   * `known`: where the reader is in logs that are opened later. `onOpen` is called for each log that has to be read from now on. `forkedAt`: up to
   * this sequence the log of the session that is followed tells of another session's sub-agents.
   */
  constructor(options: {
    eventOf: (item: Item) => TreeEvent | null;
    onOpen: (session: SessionId, place: TreePlace) => void;
    known: ReadonlyMap<SessionId, TreePlace>;
    forkedAt?: number;
  }) {
    this.#eventOf = options.eventOf;
    this.#onOpen = options.onOpen;
    this.#known = options.known;
    this.#forkedAt = options.forkedAt ?? 0;
  }

  open(session: SessionId): void {
    if (this.#members.has(session)) return;
    const place = this.#known.get(session) ?? { number: null, sequence: 0 };
    this.#members.set(session, { ...place, held: [], isGone: false });
    this.#onOpen(session, place);
  }

  /** Takes the next items of a log, and returns everything that may go out now. `onOut` is called for each event when it does. */
  take(session: SessionId, items: readonly Item[], onOut: (item: Item) => void): void {
    this.#members.get(session)?.held.push(...items);
    this.#flush(onOut);
  }

  /** The log does not exist any more, so what waits for its events goes out. */
  giveUp(session: SessionId, onOut: (item: Item) => void): void {
    const member = this.#members.get(session);
    if (member !== undefined) member.isGone = true;
    this.#flush(onOut);
  }

  /** Whether something of the log may not go out yet. It need not be read on before. */
  isHeld(session: SessionId): boolean {
    return (this.#members.get(session)?.held.length ?? 0) > 0;
  }

  /** The logs whose events something waits for. */
  listAwaited(): SessionId[] {
    return [...this.#members.values()].flatMap(({ held }) => {
      const end = held[0] === undefined ? null : this.#endOf(held[0]);
      return end === null ? [] : [end.session_id];
    });
  }

  /** The reader's place in every log of which it has something. */
  get places(): TreePlace[] {
    return [...this.#members.values()].filter(({ number, sequence }) => number !== null && sequence > 0);
  }

  #flush(onOut: (item: Item) => void): void {
    for (let moved = true; moved;) {
      moved = false;
      for (const member of this.#members.values()) moved = this.#flushOne(member, onOut) || moved;
    }
  }

  #flushOne(member: Member<Item>, onOut: (item: Item) => void): boolean {
    let count = 0;
    for (const item of member.held) {
      const end = this.#endOf(item);
      if (end !== null && this.#isAwaited(end)) break;
      const event = this.#eventOf(item);
      if (event !== null) this.#note(member, event);
      onOut(item);
      count += 1;
    }
    member.held.splice(0, count);
    return count > 0;
  }

  #isAwaited({ session_id, child_sequence }: EndOfChild): boolean {
    const child = this.#members.get(session_id);
    return child !== undefined && !child.isGone && child.sequence < child_sequence;
  }

  #note(member: Member<Item>, event: TreeEvent): void {
    member.sequence = event.sequence;
    if (event.type === 'session.started') member.number ??= dataOf(event).child_number ?? 0;
    const isOfOther = member.number === 0 && event.sequence <= this.#forkedAt;
    if (event.type === 'subagent.spawned' && !isOfOther) this.#openChild(dataOf(event));
  }

  #openChild({ session_id }: TreeData): void {
    if (session_id !== undefined) this.open(session_id);
  }

  #endOf(item: Item): EndOfChild | null {
    const event = this.#eventOf(item);
    if (event === null || !ENDS.has(event.type)) return null;
    const { session_id, child_sequence } = dataOf(event);
    return session_id === undefined || child_sequence === undefined ? null : { session_id, child_sequence };
  }
}

const ENDS: ReadonlySet<string> = new Set(['subagent.completed', 'subagent.failed']);

/** The control plane wrote the event, and its type says what `data` is. */
function dataOf({ json }: TreeEvent): TreeData {
  return (JSON.parse(json) as { data: TreeData }).data;
}
