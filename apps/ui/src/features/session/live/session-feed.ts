import type { SessionEvent } from '@everruns/sdk';
import { everruns } from '@/data/everruns.ts';
import { whenIdle } from '@/design/when-idle.ts';
import { scheduleFlush } from './schedule-flush.ts';
import { EMPTY_LIVE_SESSION, joinTail, openTail, takeEvents, type LiveSession } from './live-session.ts';
import { openSessionChannel, type SessionChannel } from './session-channel.ts';
import { TAIL } from './tail.ts';

/** The number of events that are read from the log at a time, so that the page can do other work in between. */
const SLICE = 200;
/** A tab that holds the stream and does not answer within this time is asleep. */
const SILENCE_MS = 2_000;

/**
 * Keeps one session current: it reads the end of the log, then follows new events, and meanwhile reads the older ones. All
 * tabs of a browser share one stream, because HTTP/1.1 allows six connections to a server. The tab that holds the lock
 * streams and informs the others; when it closes, the next tab continues from its own position.
 */
export class SessionFeed {
  #live: LiveSession;
  #isLeader = false;
  #pending: SessionEvent[] = [];
  #isScheduled = false;
  readonly #sessionId: string;
  readonly #publish: (live: LiveSession) => void;
  readonly #abort = new AbortController();
  readonly #channel: SessionChannel;

  constructor(sessionId: string, initial: LiveSession, publish: (live: LiveSession) => void) {
    this.#sessionId = sessionId;
    this.#live = { ...initial, isConnected: false };
    this.#publish = publish;
    this.#channel = openSessionChannel(sessionId, {
      onHello: () => (this.#isLeader ? this.#live : null),
      onSnapshot: (live) => this.#takeSnapshot(live),
      onEvents: (events, after) => this.#hear(events, after),
      onConnected: (isConnected) => this.#isLeader || this.#change({ isConnected }),
      onWhole: () => this.#isLeader || this.#live.isWhole || this.#channel.hello(),
    });
  }

  start(): void {
    const { signal } = this.#abort;
    if (!('locks' in navigator)) return void this.#lead();
    const silence = setTimeout(() => void this.#lead(), SILENCE_MS);
    signal.addEventListener('abort', () => clearTimeout(silence));
    const lead = async (): Promise<void> => {
      clearTimeout(silence);
      await this.#lead();
    };
    navigator.locks.request(`everruns-session-${this.#sessionId}`, { signal }, lead).catch((error: unknown) => {
      if (!signal.aborted) this.#change({ error });
    });
    this.#stopWaiting = () => clearTimeout(silence);
    this.#channel.hello();
  }

  stop(): void {
    this.#abort.abort();
    this.#channel.close();
  }

  #stopWaiting = (): void => undefined;

  async #lead(): Promise<void> {
    if (this.#isLeader || this.#abort.signal.aborted) return;
    this.#isLeader = true;
    try {
      if (this.#live.state.sequence === 0) await this.#readTail();
      await Promise.all([this.#follow(), this.#live.isWhole || this.#readEarlier()]);
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#change({ error, isConnected: false });
    }
  }

  /** If the tail cannot be read now, the stream, which never gives up, starts at the beginning. */
  async #readTail(): Promise<void> {
    const { signal } = this.#abort;
    const page = await everruns.sessions
      .events(this.#sessionId, TAIL, { signal })
      .page()
      .catch(() => null);
    if (page !== null) this.#set({ ...this.#live, ...openTail(page.data) });
  }

  async #follow(): Promise<void> {
    const events = everruns.sessions.stream(this.#sessionId, {
      after: this.#live.state.sequence,
      signal: this.#abort.signal,
      onStatus: ({ state }) => this.#setConnected(state === 'open'),
    });
    for await (const event of events) {
      this.#keep(event);
      if (this.#pending.length >= SLICE) await nextTask();
    }
  }

  /** Reads the events before the tail in slices, once the tail is rendered. */
  async #readEarlier(): Promise<void> {
    const before = this.#live.events[0]?.sequence ?? 0;
    const { signal } = this.#abort;
    await new Promise<void>(whenIdle);
    if (signal.aborted) return;
    let earlier = EMPTY_LIVE_SESSION;
    let slice: SessionEvent[] = [];
    for await (const event of everruns.sessions.stream(this.#sessionId, { after: 0, signal })) {
      const isLast = event.sequence === before - 1;
      slice.push(event);
      if (slice.length < SLICE && !isLast) continue;
      earlier = takeEvents(earlier, slice);
      if (isLast) break;
      slice = [];
      await nextTask();
    }
    if (signal.aborted) return;
    this.#set(joinTail(earlier, this.#live));
    this.#channel.tellWhole();
  }

  #setConnected(isConnected: boolean): void {
    this.#change({ isConnected });
    this.#channel.tellConnected(isConnected);
  }

  /** Events arrive faster than a screen shows them, so those that arrive within a frame are applied together. */
  #keep(event: SessionEvent): void {
    this.#pending.push(event);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    scheduleFlush(() => this.#flush());
  }

  #flush(): void {
    this.#isScheduled = false;
    if (this.#abort.signal.aborted) return;
    const events = this.#pending.splice(0);
    const after = this.#live.state.sequence;
    this.#set(takeEvents(this.#live, events));
    this.#channel.tellEvents(events, after);
  }

  #hear(events: readonly SessionEvent[], after: number): void {
    this.#stopWaiting();
    if (this.#isLeader) return;
    // The tab missed events that were sent before it listened.
    if (after > this.#live.state.sequence) return this.#channel.hello();
    this.#set({ ...takeEvents(this.#live, events), isConnected: true });
  }

  #takeSnapshot(live: LiveSession): void {
    this.#stopWaiting();
    if (this.#isLeader || live.state.sequence < this.#live.state.sequence) return;
    this.#set(live);
  }

  #change(part: Partial<LiveSession>): void {
    this.#set({ ...this.#live, ...part });
  }

  #set(live: LiveSession): void {
    this.#live = live;
    if (!this.#abort.signal.aborted) this.#publish(live);
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
