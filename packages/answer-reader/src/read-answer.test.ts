import { hasErrorCode, type JsonObject, type JsonValue } from '@everruns/schemas';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readAnswer } from './read-answer.ts';

afterEach(() => void vi.useRealTimers());

const findError = (chunk: JsonValue): unknown => (chunk as { error?: unknown } | null)?.error ?? null;

interface Feed {
  response: Response;
  push(text: string | Uint8Array): void;
  close(): void;
  isLeft(): boolean;
}

/** A response whose body comes as the test says. */
function openFeed(): Feed {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let left = false;
  const body = new ReadableStream<Uint8Array>({
    start: (started) => void (controller = started),
    cancel: () => void (left = true),
  });
  return {
    response: new Response(body),
    push: (text) => controller?.enqueue(typeof text === 'string' ? new TextEncoder().encode(text) : text),
    close: () => controller?.close(),
    isLeft: () => left,
  };
}

interface Read {
  chunks: JsonObject[];
  end: unknown;
}

/** `end`: whether the end was marked, or what was thrown. */
async function readAll(response: Response): Promise<Read> {
  const source = readAnswer<JsonObject>(response, { findError });
  const chunks: JsonObject[] = [];
  try {
    for (;;) {
      const read = await source.next();
      if (read.kind === 'end') return { chunks, end: read.isMarked };
      chunks.push(read.chunk);
    }
  } catch (error) {
    return { chunks, end: error };
  }
}

const readText = (text: string) => readAll(new Response(text));
const A = { a: 1 };
const B = { b: 'wörld 👋' };
const [ONE, TWO] = [JSON.stringify(A), JSON.stringify(B)];

describe('an answer', () => {
  it.each([
    ['events', `data: ${ONE}\n\ndata: ${TWO}\n\n`],
    ['no blank behind the colon', `data:${ONE}\n\ndata:${TWO}\n\n`],
    ['CRLF', `data: ${ONE}\r\n\r\ndata: ${TWO}\r\n\r\n`],
    ['CR alone', `data: ${ONE}\r\rdata: ${TWO}\r\r`],
    [
      'comments and unknown fields',
      `: ping\n\nretry: 5\nid: 7\nx: y\ndata: ${ONE}\n\n: OPENROUTER PROCESSING\n\ndata: ${TWO}\n\n`,
    ],
    ['empty events', `data:\n\ndata: ${ONE}\n\ndata: \n\ndata: ${TWO}\n\n`],
    ['no empty line at the end', `data: ${ONE}\n\ndata: ${TWO}`],
    ['no empty lines at all', `data: ${ONE}\ndata: ${TWO}\n`],
    ['an event over several lines', `data: {"a":\ndata: 1}\n\ndata: ${TWO}\n\n`],
    ['a byte order mark and blank lines first', `\uFEFF\n\ndata: ${ONE}\n\ndata: ${TWO}\n\n`],
    ['what is no object between', `data: ${ONE}\n\ndata: 7\n\ndata: null\n\ndata: [1]\n\ndata: ${TWO}\n\n`],
    ['JSON lines', `${ONE}\n${TWO}\n`],
    ['a JSON list', `[${ONE},${TWO}]`],
  ])('is read from %s', async (_name, text) => {
    expect(await readText(text)).toEqual({ chunks: [A, B], end: false });
  });

  it.each([
    ['compact', ONE],
    ['pretty, with blanks before', `\n\n  ${JSON.stringify(A, null, 2)}\n`],
  ])('is read from one JSON document: %s', async (_name, text) => {
    expect(await readText(text)).toEqual({ chunks: [A], end: false });
  });

  it.each(['[DONE]', ' [DONE] ', '[done]'])('ends at the mark %j, whatever follows', async (mark) => {
    expect(await readText(`data: ${ONE}\n\ndata: ${mark}\n\ndata: ${TWO}\n\ndata: {\n\n`)).toEqual({
      chunks: [A],
      end: true,
    });
  });

  it('is the same however the network cuts it', async () => {
    const bytes = new TextEncoder().encode(
      `event: x\r\ndata: ${ONE}\r\n\r\nevent: x\ndata: ${TWO}\n\ndata: [DONE]\n\n`,
    );
    for (let at = 0; at <= bytes.length; at += 1) {
      const feed = openFeed();
      feed.push(bytes.subarray(0, at));
      feed.push(bytes.subarray(at));
      feed.close();
      expect(await readAll(feed.response)).toEqual({
        chunks: [
          { ...A, type: 'x' },
          { ...B, type: 'x' },
        ],
        end: true,
      });
    }
  });

  it('takes the type of a chunk from the name of its event where only that says it', async () => {
    const text = `event: a\ndata: {"type":"b"}\n\nevent: a\ndata: {}\n\nevent: message\ndata: {}\n\n`;
    expect((await readText(text)).chunks).toEqual([{ type: 'b' }, { type: 'a' }, {}]);
  });

  it('is none where there is no body', async () => {
    expect(await readAll(new Response(null))).toEqual({ chunks: [], end: false });
    expect(await readText('')).toEqual({ chunks: [], end: false });
    expect(await readText(' \n\n ')).toEqual({ chunks: [], end: false });
  });

  it('throws what the server reports', async () => {
    expect(await readText(`data: ${ONE}\n\ndata: {"error":"no"}\n\n`)).toEqual({ chunks: [A], end: 'no' });
    expect(await readText('[{"error":"no"}]')).toEqual({ chunks: [], end: 'no' });
  });

  it.each(['data: {"a": \n\n', 'data: upstream died\n\n', '{"a": 1', 'data: {"a":1}{"a":2}\n\n'])(
    'is broken where it is not JSON: %j',
    async (text) => {
      expect((await readText(text)).end).toBeInstanceOf(SyntaxError);
    },
  );

  it.each(['<!doctype html><title>Log in</title>', '  \n<html>'])('is no web page: %j', async (text) => {
    const { end } = await readText(text);
    expect(hasErrorCode(end, 'invalid_request')).toBe(true);
    expect(String(end)).toContain('Correct the base URL');
  });

  it.each([
    ['an event without end', `data: ${'x'.repeat(21 * 1024 * 1024)}`],
    ['an event of lines without end', `data: ${'x'.repeat(1_024)}\n`.repeat(21 * 1_024)],
    ['a document without end', `{"a":"${'x'.repeat(21 * 1024 * 1024)}"}`],
    ['depth without end', `data: ${'['.repeat(100_000)}\n\n`],
    ['brackets without end', `data: [${'[],'.repeat(1_000_000)}[]]\n\n`],
  ])('is too large: %s', async (_name, text) => {
    const { end } = await readText(text);
    expect(hasErrorCode(end, 'payload_too_large')).toBe(true);
  });

  it('may hold one event of 12 MB', async () => {
    const text = '{"b":"[],"}'.repeat(750_000);
    const large = `data: ${JSON.stringify({ a: text })}\n\n`;
    expect(large.length).toBeGreaterThan(11_000_000);
    const { chunks, end } = await readText(large);
    expect([chunks[0]?.['a'] === text, end]).toEqual([true, false]);
  });
});

describe('the connection of an answer', () => {
  it('is left when nothing follows the last word for two seconds', async () => {
    vi.useFakeTimers();
    const feed = openFeed();
    const source = readAnswer(feed.response, { findError });
    feed.push(`data: ${ONE}\n\n`);
    expect(await source.next()).toEqual({ kind: 'chunk', chunk: A });
    source.settle();
    feed.push(`data: ${TWO}\n\n`);
    expect(await source.next()).toEqual({ kind: 'chunk', chunk: B });
    const last = source.next();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(feed.isLeft()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await last).toEqual({ kind: 'end', isMarked: false });
    expect(feed.isLeft()).toBe(true);
  });

  it('is waited for as long as it takes before the last word', async () => {
    vi.useFakeTimers();
    const feed = openFeed();
    const source = readAnswer(feed.response, { findError });
    const first = source.next();
    await vi.advanceTimersByTimeAsync(3_600_000);
    feed.push(`data: ${ONE}\n\n`);
    expect(await first).toEqual({ kind: 'chunk', chunk: A });
    expect(feed.isLeft()).toBe(false);
  });

  it('is read to its end after an answer, so that it can be used again', async () => {
    const feed = openFeed();
    const source = readAnswer(feed.response, { findError });
    feed.push('data: [DONE]\n\n');
    expect(await source.next()).toEqual({ kind: 'end', isMarked: true });
    feed.close();
    await source.close(true);
    expect(feed.isLeft()).toBe(false);
  });

  it('is left a second after an answer where the server keeps it open', async () => {
    vi.useFakeTimers();
    const feed = openFeed();
    const source = readAnswer(feed.response, { findError });
    feed.push('data: [DONE]\n\n');
    await source.next();
    const closed = source.close(true);
    await vi.advanceTimersByTimeAsync(1_000);
    await closed;
    expect(feed.isLeft()).toBe(true);
  });

  it('is left at once without an answer', async () => {
    const feed = openFeed();
    const source = readAnswer(feed.response, { findError });
    feed.push(`data: ${ONE}\n\n`);
    await source.next();
    await source.close(false);
    expect(feed.isLeft()).toBe(true);
  });
});
