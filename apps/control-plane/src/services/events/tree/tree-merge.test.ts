import type { SessionId } from '@everruns/schemas';
import { createCursorCodec } from '../../../kernel/cursor.ts';
import { expect, it } from 'vitest';
import { createTreeCursors } from './tree-cursor.ts';
import { TreeMerge, type TreeEvent } from './tree-merge.ts';

const ROOT = 'root' as SessionId;
const CHILD = 'child' as SessionId;

const event = (session_id: SessionId, sequence: number, type = 'turn.resumed', data: object = {}): TreeEvent => ({
  session_id,
  sequence,
  type,
  json: JSON.stringify({ data }),
});
const spawned = (sequence: number) => event(ROOT, sequence, 'subagent.spawned', { session_id: CHILD });
const completed = (sequence: number, child_sequence: number) =>
  event(ROOT, sequence, 'subagent.completed', { session_id: CHILD, child_sequence });
const started = event(CHILD, 1, 'session.started', { child_number: 7 });

/** A reader from the start, with what has gone out and which logs were opened. */
function read() {
  const out: string[] = [];
  const opened: string[] = [];
  const known = new Map([[ROOT, { number: 0, sequence: 0 }]]);
  const merge = new TreeMerge<TreeEvent>({ eventOf: (item) => item, onOpen: (id) => void opened.push(id), known });
  const onOut = ({ session_id, sequence }: TreeEvent) => void out.push(`${session_id} ${sequence}`);
  merge.open(ROOT);
  return { out, opened, merge, onOut };
}

it('opens a log with the event that tells of it', () => {
  const { out, opened, merge, onOut } = read();
  merge.take(ROOT, [event(ROOT, 1)], onOut);
  expect(opened).toEqual([ROOT]);
  merge.take(ROOT, [spawned(2)], onOut);
  expect(opened).toEqual([ROOT, CHILD]);
  merge.take(CHILD, [started], onOut);
  expect(out).toEqual(['root 1', 'root 2', 'child 1']);
  expect(merge.places).toMatchObject([
    { number: 0, sequence: 2 },
    { number: 7, sequence: 1 },
  ]);
});

it('holds an end back, and what comes after it, until the events that it speaks of are out', () => {
  const { out, merge, onOut } = read();
  merge.take(ROOT, [spawned(1), completed(2, 3), event(ROOT, 3)], onOut);
  expect(out).toEqual(['root 1']);
  expect(merge.isHeld(ROOT)).toBe(true);
  expect(merge.listAwaited()).toEqual([CHILD]);
  merge.take(CHILD, [started, event(CHILD, 2)], onOut);
  expect(merge.isHeld(ROOT)).toBe(true);
  merge.take(CHILD, [event(CHILD, 3)], onOut);
  expect(out).toEqual(['root 1', 'child 1', 'child 2', 'child 3', 'root 2', 'root 3']);
});

it('waits for nothing of a log that is gone', () => {
  const { out, merge, onOut } = read();
  merge.take(ROOT, [spawned(1), completed(2, 3)], onOut);
  merge.giveUp(CHILD, onOut);
  expect(out).toEqual(['root 1', 'root 2']);
});

it('opens no log that the other session of a fork tells of', () => {
  const opened: string[] = [];
  const known = new Map([[ROOT, { number: 0, sequence: 0 }]]);
  const onOpen = (id: SessionId) => void opened.push(id);
  const merge = new TreeMerge<TreeEvent>({ eventOf: (item) => item, onOpen, known, forkedAt: 2 });
  merge.open(ROOT);
  const own = event(ROOT, 3, 'subagent.spawned', { session_id: 'own' });
  merge.take(ROOT, [spawned(1), completed(2, 9), own], () => undefined);
  expect(opened).toEqual([ROOT, 'own']);
  expect(merge.isHeld(ROOT)).toBe(false);
});

it('has a cursor of at most 1 KB for 64 sessions, which nobody can forge or use for another tree', () => {
  const codec = createCursorCodec(Buffer.alloc(32, 1));
  const org = '00000000-0000-7000-8000-000000000001' as never;
  const cursors = createTreeCursors(codec, org, ROOT);
  const places = Array.from({ length: 64 }, (_, number) => ({ number, sequence: 100_000 + number }));
  const text = cursors.encode(places);
  expect(text.length).toBeLessThanOrEqual(1_024);
  expect([...cursors.decode(text)]).toEqual(places.map(({ number, sequence }) => [number, sequence]));
  expect(() => createTreeCursors(codec, org, CHILD).decode(text)).toThrow('cursor');
  expect(() => cursors.decode(`${text.slice(0, -4)}AAAA`)).toThrow('cursor');
});
