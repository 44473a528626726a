import type { LlmResponse } from '@everruns/core';
import { makeInputMessage } from '@everruns/core/testing';
import { omitUndefined } from '@everruns/kernel';
import type { ContentPart, JsonObject, Message, ToolCallPart } from '@everruns/schemas';
import { ToolCallId } from '@everruns/schemas';
import type { TwinAnswer } from './twin.ts';

const NAMES = [
  'read_file',
  'files.read',
  'two words',
  '',
  'x'.repeat(201),
  '3d',
  'füße',
  'functions.read:0',
  'read/file',
  '-a',
];
const TEXTS = ['Fine.', '', '  \n', 'Line\u2028break', '{"a":', '👩‍💻'.repeat(9), 'x'.repeat(3_000)];
const ARGUMENTS: JsonObject[] = [
  {},
  { path: '/a' },
  { nested: { list: [1, null, { deep: '\uFFFD' }] } },
  { '': '' },
  { $top: 3, 'filter[größe]': 'x' },
];

/** Images of several sizes and types, some of which are not what their media type claims. */
const PICTURES: ContentPart[] = [
  picture(png(10, 10), 'image/png'),
  picture(png(10, 10), 'image/jpeg'),
  picture(png(9_000, 20), 'image/png'),
  picture(Buffer.from('GIF89a\x05\x00\x05\x00\x00\x00', 'latin1').toString('base64'), 'image/gif'),
  picture('aGVsbG8=', 'image/png'),
  picture('', 'image/webp'),
  { type: 'image', url: 'https://images.example/cat.png' },
  file('%PDF-1.4 a report', 'application/pdf'),
  file('PK a letter', 'application/msword'),
  { type: 'file', file_path: '/attachments/gone.pdf', filename: 'gone.pdf' },
];

function file(content: string, media_type: string): ContentPart {
  return { type: 'file', filename: 'a file', media_type, base64: Buffer.from(content).toString('base64') };
}

function picture(base64: string, media_type: string): ContentPart {
  return { type: 'image', base64, media_type };
}

function png(width: number, height: number): string {
  const bytes = Buffer.alloc(64);
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString('base64');
}

/** Returns the same numbers for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const more = mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ more ^ (more >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A session whose log contains every mistake that models, people and lost workers can make. */
export class RandomSession {
  readonly messages: Message[] = [];
  readonly random: () => number;
  /** The request that is answered next may search. */
  maySearch = false;
  #sequence = 0;

  constructor(seed: number) {
    this.random = createRandom(seed);
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new TypeError('nothing to pick from');
    return item;
  }

  shuffle<Item>(items: readonly Item[]): Item[] {
    const drawn = items.map((item) => ({ item, place: this.random() }));
    return drawn.toSorted((left, right) => left.place - right.place).map(({ item }) => item);
  }

  /** Adds up to three user messages: usually one, several after a cancel, and sometimes none. */
  say(): void {
    for (let count = this.pick([0, 1, 1, 1, 2, 3]); count > 0; count -= 1) {
      const pictures = this.random() < 0.3 ? [this.pick(PICTURES)] : [];
      this.#add({ role: 'user', content: [...pictures, { type: 'text', text: this.pick(TEXTS) }] });
    }
  }

  makeAnswer(seed: string): TwinAnswer {
    const calls = Array.from({ length: this.pick([0, 0, 1, 1, 2, 3]) }, () => ({
      name: this.pick(NAMES),
      arguments: this.pick(ARGUMENTS),
    }));
    const texts = Array.from({ length: this.pick([0, 1, 1, 2]) }, () => this.pick(TEXTS)).filter((text) => text !== '');
    const hasSearched = this.maySearch && this.random() < 0.5;
    const said = texts.length + calls.length === 0 ? ['So.'] : texts;
    const pauses = hasSearched && this.random() < 0.5;
    return { seed, reasoning: 'Hm, let me see.', texts: said, calls, hasSearched, pauses };
  }

  /** Adds the answer as the log records it, and the outcome of its calls: results, failures, no result, or one result twice. */
  take(response: LlmResponse): void {
    const calls = response.tool_calls.map((call): ToolCallPart => ({
      type: 'tool_call',
      id: this.#id(),
      name: call.name,
      arguments: call.arguments,
    }));
    const texts = response.text_parts.map((text): ContentPart => ({ type: 'text', text }));
    const { continuation } = response;
    this.#add({
      role: 'agent',
      content: [...texts, ...calls],
      ...omitUndefined({ continuation }),
    });
    if (this.random() < 0.2) this.say();
    for (const call of calls) {
      const times = this.pick([0, 1, 1, 1, 1, 2]);
      for (let time = 0; time < times; time += 1) this.#answer(call);
    }
    if (this.random() < 0.1) this.#answer({ id: this.#id() });
    if (this.random() < 0.1) this.#add({ role: 'agent', content: [{ type: 'text', text: this.pick(TEXTS) }] });
  }

  #answer({ id }: Pick<ToolCallPart, 'id'>): void {
    const outcome =
      this.random() < 0.3 ? { error: this.pick(TEXTS) } : { result: this.pick([...TEXTS, null, { a: 1 }]) };
    this.#add({ role: 'tool_result', content: [{ type: 'tool_result', tool_call_id: id, ...outcome }] });
  }

  #add(fields: Pick<Message, 'role' | 'content'> & Partial<Message>): void {
    this.#sequence += 1;
    this.messages.push(makeInputMessage('', { sequence: this.#sequence, ...fields }));
  }

  #id(): ToolCallId {
    const digits = Math.floor(this.random() * 2 ** 48)
      .toString(16)
      .padStart(12, '0');
    return ToolCallId.parse(`00000000-0000-7000-8000-${digits}`);
  }
}
