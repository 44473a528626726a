/** Something that wants a beat each round. */
export interface Beating {
  beat(): void;
}

const SLOTS = 15;

/** One timer for all streams: each second a fifteenth of them gets its beat. It runs only while there are any. */
export class HeartbeatWheel {
  readonly #slots = Array.from({ length: SLOTS }, () => new Set<Beating>());
  readonly #slotMs: number;
  #current = 0;
  #size = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(roundMs: number) {
    this.#slotMs = roundMs / SLOTS;
  }

  /** The first beat comes a whole round later. Returns the way out. */
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
