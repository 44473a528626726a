/** A stream that gets one heartbeat in each round. */
export interface Beating {
  beat(): void;
}

const SLOTS = 15;

/** One timer for all streams: each second it sends a fifteenth of them a heartbeat. It runs only while there are streams. */
export class HeartbeatWheel {
  readonly #slots = Array.from({ length: SLOTS }, () => new Set<Beating>());
  readonly #slotMs: number;
  #current = 0;
  #size = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(roundMs: number) {
    this.#slotMs = roundMs / SLOTS;
  }

  /** Adds a stream, whose first heartbeat comes one round later. Returns the function that removes it. */
  add(member: Beating): () => void {
    const slot = this.#slots[this.#current];
    slot?.add(member);
    this.#size += 1;
    this.#timer ??= setInterval(() => this.#turn(), this.#slotMs).unref();
    return () => {
      if (slot?.delete(member) !== true) return;
      this.#size -= 1;
      if (this.#size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  }

  #turn(): void {
    this.#current = (this.#current + 1) % SLOTS;
    for (const member of this.#slots[this.#current] ?? []) member.beat();
  }
}
