import { describe, expect, it } from 'vitest';
import { LivePosition } from './live-position.ts';
import { createMemoryLog } from './testing/memory-log.ts';

const ATTEMPT = 'turn:1:reason:0';
const reader = (cursor: number, firstAhead: number | null = null) => ({ cursor, firstAhead });
const events = createMemoryLog().record(...Array.from({ length: 9 }, () => 'x'));

/** A session whose live readers have everything up to a sequence. */
function deliveredTo(sequence: number): LivePosition {
  const position = new LivePosition(sequence);
  position.tryGoLive(reader(sequence), true);
  return position;
}

function takeAll(position: LivePosition): number[] {
  const taken: number[] = [];
  for (let event = position.takeNext(); event !== null; event = position.takeNext()) taken.push(event.sequence);
  return taken;
}

describe('a reader', () => {
  it('that is the first goes live only at the end of the log', () => {
    const position = new LivePosition(5);
    expect(position.tryGoLive(reader(3), false)).toBe(false);
    expect(position.delivered).toBeNull();
    expect(position.tryGoLive(reader(5), true)).toBe(true);
    expect(position.delivered).toBe(5);
  });

  it('that comes later goes live where the others are, or where what was kept for it continues what it has read', () => {
    const position = deliveredTo(5);
    expect(position.tryGoLive(reader(5), false)).toBe(true);
    expect(position.tryGoLive(reader(3, 4), false)).toBe(true);
    expect(position.tryGoLive(reader(2, 4), true)).toBe(false);
    expect(position.tryGoLive(reader(4), true)).toBe(false);
  });

  it('that has read further than the others makes the session read on', () => {
    const position = deliveredTo(5);
    expect(position.isBehind).toBe(false);
    expect(position.tryGoLive(reader(7), true)).toBe(false);
    expect(position.isBehind).toBe(true);
  });
});

describe('events', () => {
  it('wait for their predecessor', () => {
    const position = deliveredTo(0);
    for (const event of events.slice(1, 3)) position.publish(event);
    expect(takeAll(position)).toEqual([]);
    expect(position.isBehind).toBe(true);
    position.endRead(position.beginRead(), events.slice(0, 1), true);
    expect(takeAll(position)).toEqual([1, 2, 3]);
    expect(position.isBehind).toBe(false);
  });

  it('that a hint has named and the log has not are asked for once', () => {
    const position = deliveredTo(2);
    position.hear(8);
    const read = position.beginRead();
    expect(read.after).toBe(2);
    position.endRead(read, [], true);
    expect(position.isBehind).toBe(false);
    expect(position.head).toBe(2);
  });
});

describe('an attempt', () => {
  it('waits until live readers have what was recorded before its frames', () => {
    const position = deliveredTo(1);
    position.openAttempt(ATTEMPT);
    position.placeAfter(ATTEMPT, 2);
    expect(position.mayDeliver(ATTEMPT)).toBe(false);
    position.endRead(position.beginRead(), events.slice(1, 2), true);
    takeAll(position);
    expect(position.mayDeliver(ATTEMPT)).toBe(true);
  });

  it('that is blocked waits until a read that began afterwards has come to the end of the log', () => {
    const position = deliveredTo(1);
    position.openAttempt(ATTEMPT);
    const early = position.beginRead();
    position.blockAttempt(ATTEMPT);
    position.endRead(early, [], true);
    expect(position.mayDeliver(ATTEMPT)).toBe(false);
    position.endRead(position.beginRead(), events.slice(1, 2), false);
    takeAll(position);
    expect(position.mayDeliver(ATTEMPT)).toBe(false);
    position.endRead(position.beginRead(), [], true);
    expect(position.mayDeliver(ATTEMPT)).toBe(true);
  });

  it('that spoke before the first live reader joined is blocked', () => {
    const position = new LivePosition(1);
    position.openAttempt(ATTEMPT);
    position.placeAtHead(ATTEMPT);
    position.tryGoLive(reader(2), true);
    expect(position.mayDeliver(ATTEMPT)).toBe(false);
  });

  it('that is blocked has its end looked for from where it was, also when it speaks meanwhile', () => {
    const position = new LivePosition(1);
    position.openAttempt(ATTEMPT);
    position.placeAtHead(ATTEMPT);
    position.tryGoLive(reader(3), true);
    position.placeAtHead(ATTEMPT);
    expect(position.beginRead().after).toBe(1);
  });

  it('stays blocked after a read that had begun before a reader brought later events', () => {
    const position = deliveredTo(1);
    position.openAttempt(ATTEMPT);
    position.blockAttempt(ATTEMPT);
    const early = position.beginRead();
    position.stopDelivering();
    position.tryGoLive(reader(3), true);
    position.endRead(early, events.slice(0, 2), true);
    takeAll(position);
    expect([position.mayDeliver(ATTEMPT), position.isBehind]).toEqual([false, true]);
    position.endRead(position.beginRead(), events.slice(2, 3), true);
    expect(position.mayDeliver(ATTEMPT)).toBe(true);
  });
});

describe('listeners', () => {
  it('are behind until they were notified of what other replicas have recorded', () => {
    const position = new LivePosition(3);
    position.startWatching();
    position.hear(5);
    expect([position.isBehind, position.followed, position.beginRead().after]).toEqual([true, 3, 3]);
    position.endRead(position.beginRead(), events.slice(3, 5), true);
    expect([position.isBehind, position.followed]).toEqual([false, 5]);
    position.hear(6);
    position.stopWatching();
    expect(position.isBehind).toBe(false);
  });
});
