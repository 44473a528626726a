import { randomUUID } from 'node:crypto';
import { formatAtomKey, type AttemptToken, type SessionId } from '@everruns/schemas';
import { Feed } from '../../events/feed/feed.ts';
import type { EventHub, PublishedEvent } from '../../events/hub.ts';
import { createMemoryBus } from '../../events/testing/memory-bus.ts';

/** A hub without readers. It records what was published and notifies the listeners. */
export class RecordingHub implements EventHub {
  readonly feed = new Feed({ bus: createMemoryBus(), ids: { uuid: randomUUID } });
  readonly published: PublishedEvent[] = [];
  readonly resets: number[] = [];
  /** The keys of the atoms that sent frames, each with its frame number. */
  readonly frames: string[] = [];
  readonly #listeners = new Set<(event: PublishedEvent) => void>();

  publish(events: PublishedEvent[]): void {
    this.published.push(...events);
    for (const event of events) for (const listener of this.#listeners) listener(event);
  }
  publishNewLog(): void {}
  findNewLog(): null {
    return null;
  }
  forgetNewLog(): void {}
  onLocalCommit(): void {}
  openAttempt(_org: string, token: { attempt: number }): void {
    if (token.attempt > 1) this.resets.push(token.attempt);
  }
  publishFrame(token: AttemptToken, frameNumber: number): 'accepted' {
    this.frames.push(`${formatAtomKey(token.atom)} ${frameNumber}`);
    return 'accepted';
  }
  closeAtom(): void {}
  subscribe(): never {
    throw new Error('this hub has no readers');
  }
  countReaders(): number {
    return 0;
  }
  watched(): [] {
    return [];
  }
  noticeSequence(): void {}
  watchSession(_session: SessionId, listener: (event: PublishedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
  async close(): Promise<void> {}
}
