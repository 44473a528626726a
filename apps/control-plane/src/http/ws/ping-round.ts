import type { SocketTimes } from './socket-server-deps.ts';

/** A socket that is asked for a sign of life. */
export interface Pinged {
  pingedAtMs: number | null;
  ping(nowMs: number): void;
  onSilence(): void;
}

export interface PingRoundOptions<Member extends Pinged> extends SocketTimes {
  sessions: ReadonlySet<Member>;
  monotonic: () => number;
}

/** In each heartbeat the sockets are asked in this many groups, so that not all of them answer at once. */
const SLOTS = 30;

/** Asks every socket once in each heartbeat whether its client is there, with one timer for all, and ends those that do not answer. */
export class PingRound<Member extends Pinged> {
  readonly #options: PingRoundOptions<Member>;
  readonly #slots = new WeakMap<Member, number>();
  #slot = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: PingRoundOptions<Member>) {
    this.#options = options;
  }

  /** Begins the rounds, if they have not begun. They stop by themselves when nobody is left. */
  start(): void {
    this.#timer ??= setInterval(() => this.#turn(), this.#options.heartbeatMs / SLOTS).unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #turn(): void {
    const { sessions, pongMs, monotonic } = this.#options;
    if (sessions.size === 0) return this.stop();
    this.#slot = (this.#slot + 1) % SLOTS;
    const now = monotonic();
    for (const member of sessions) {
      if (member.pingedAtMs !== null && now - member.pingedAtMs >= pongMs) member.onSilence();
      else if (this.#slotOf(member) === this.#slot) member.ping(now);
    }
  }

  /** A new socket is asked one round after it came. */
  #slotOf(member: Member): number {
    const known = this.#slots.get(member);
    if (known !== undefined) return known;
    this.#slots.set(member, this.#slot);
    // It counts from the next round on.
    return -1;
  }
}
