import { describe, expect, it } from 'vitest';
import { chooseEvents } from './event-names.ts';
import { StreamTranslation } from './translate-stream.ts';

const frame = (type: string, data: object, id?: string) =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify({ type, context: { turn_id: 't' }, data })}\n\n`;
const delta = (fields: object) => frame('output.message.delta', { message_id: 'm', attempt: 1, part: 0, ...fields });
const translate = (types: string[] = []) => new StreamTranslation(chooseEvents({ types, exclude: [], isOf03: false }));
const accumulated = (text: string) => /"accumulated":"([^"]*)"/.exec(text)?.[1];

describe('a stream at the door', () => {
  it('passes what it says of itself', () => {
    const own =
      'retry: 1000\nevent: connected\ndata: {"session_id":"s"}\n\n: heartbeat\n\nevent: disconnecting\ndata: {}\n\n';
    expect(translate().rewrite(own)).toBe(own);
  });

  it('keeps the ids by which a reader resumes, and renames', () => {
    const text = translate(['turn.cancelled']).rewrite(
      frame('turn.canceled', { turn_id: 't' }, 'e1') + frame('turn.started', {}, 'e2'),
    );
    expect(text.startsWith('id: e1\nevent: turn.cancelled\ndata: {"type":"turn.cancelled"')).toBe(true);
    expect(text).not.toContain('e2');
  });

  it('joins the deltas of a message, part by part and attempt by attempt', () => {
    const stream = translate();
    expect(accumulated(stream.rewrite(delta({ offset: 0, delta: 'One ' })))).toBe('One ');
    expect(accumulated(stream.rewrite(delta({ offset: 4, delta: 'two' })))).toBe('One two');
    expect(accumulated(stream.rewrite(delta({ offset: 0, delta: 'Else', attempt: 2 })))).toBe('Else');
    stream.rewrite(frame('output.message.completed', { message: {} }, 'e'));
    expect(accumulated(stream.rewrite(delta({ offset: 0, delta: 'New' })))).toBe('New');
  });

  it('reads a line separator of Unicode as text', () => {
    expect(translate().rewrite(delta({ offset: 0, delta: 'a\u2028b' }))).toContain('a\u2028b');
  });
});
