import type { EventLoop } from './event-loop.ts';

/** A number of equal servers, such as cores or connections, with one queue. */
export class Station {
  readonly #loop: EventLoop;
  readonly #servers: number;
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #busyMs = 0;

  constructor(loop: EventLoop, servers: number) {
    this.#loop = loop;
    this.#servers = servers;
  }

  /** The utilization of all its servers over the time so far. */
  get utilization(): number {
    return this.#busyMs / (this.#servers * this.#loop.now);
  }

  /** Occupies a server for `ms`, then calls `then`. */
  serve(ms: number, then: () => void): void {
    this.take((release) =>
      this.#loop.after(ms, () => {
        release();
        then();
      }),
    );
  }

  /** Occupies a server until `release` is called. */
  take(run: (release: () => void) => void): void {
    const start = () => {
      const since = this.#loop.now;
      this.#busy += 1;
      run(() => {
        this.#busy -= 1;
        this.#busyMs += this.#loop.now - since;
        this.#waiting.shift()?.();
      });
    };
    if (this.#busy < this.#servers) start();
    else this.#waiting.push(start);
  }
}

/** The write-ahead log: one flush at a time, which covers all commits before it began. */
export class WriteAheadLog {
  readonly #loop: EventLoop;
  readonly #flushMs: number;
  #waiting: (() => void)[] = [];
  #isFlushing = false;
  flushes = 0;
  commits = 0;

  constructor(loop: EventLoop, flushMs: number) {
    this.#loop = loop;
    this.#flushMs = flushMs;
  }

  commit(then: () => void): void {
    this.commits += 1;
    this.#waiting.push(then);
    if (!this.#isFlushing) this.#flush();
  }

  #flush(): void {
    const durable = this.#waiting;
    this.#waiting = [];
    this.#isFlushing = true;
    this.flushes += 1;
    this.#loop.after(this.#flushMs, () => {
      this.#isFlushing = false;
      if (this.#waiting.length > 0) this.#flush();
      for (const then of durable) then();
    });
  }
}
