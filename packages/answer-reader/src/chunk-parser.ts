import { findBrokenLimit } from '@everruns/core';
import { EverrunsError, type JsonValue } from '@everruns/schemas';
import { createParser } from 'eventsource-parser';

/** One part of a body: a JSON value with the name of its event, if any, the end marker, or an error for what cannot be read. */
export type ParsedChunk =
  | { kind: 'json'; json: JsonValue; name: string | undefined }
  | { kind: 'done' }
  | { kind: 'bad'; error: Error };

export interface ChunkParser {
  feed(text: string): ParsedChunk[];
  /** Returns the chunks that the end of the body completes. */
  end(): ParsedChunk[];
}

type Parsed = { json: JsonValue } | { error: Error };

/** The largest event or document, in UTF-16 units. */
const MAX_CHUNK_LENGTH = 20 * 1024 * 1024;
/** A chunk of a few megabytes of brackets would need hundreds of megabytes of memory. */
const SHAPE = { maxDepth: 100, maxItems: 200_000 };
/** The most lines of a document of JSON lines, and of an event that contains several. */
const MAX_LINES = 20_000;
const DONE = /^\[done\]$/i;

/**
 * Decides by the first character what the body is: a JSON document or JSON lines, or a stream of events. What cannot be read is a
 * chunk in its place: an `invalid_request` for a web page, a `payload_too_large` for what is too long, too deep or too many.
 */
export function createChunkParser(): ChunkParser {
  let parser: ChunkParser | undefined;
  return {
    feed(text) {
      if (parser !== undefined) return parser.feed(text);
      const begun = text.trimStart();
      if (begun === '') return [];
      if (begun.startsWith('<')) return [bad(new EverrunsError('invalid_request', WEB_PAGE))];
      parser = begun.startsWith('{') || begun.startsWith('[') ? createDocumentParser() : createEventParser();
      return parser.feed(begun);
    },
    end: () => parser?.end() ?? [],
  };
}

const WEB_PAGE =
  'The base URL answers with a web page, perhaps a login, instead of a model. Correct the base URL of this provider (most end in /v1).';

function createEventParser(): ChunkParser {
  let chunks: ParsedChunk[] = [];
  let overflow = false;
  const parser = createParser({
    maxBufferSize: MAX_CHUNK_LENGTH,
    onEvent: ({ event, data }) => void chunks.push(...parseEvent(event, data)),
    onError: (error) => (overflow ||= error.type === 'max-buffer-size-exceeded'),
  });
  const feed = (text: string): ParsedChunk[] => {
    parser.feed(text);
    const parsed = chunks;
    chunks = [];
    return overflow ? [...parsed, bad(tooLong())] : parsed;
  };
  // The last event counts even if the empty line after it is missing.
  return { feed, end: () => feed('\n\n') };
}

function createDocumentParser(): ChunkParser {
  const pieces: string[] = [];
  let length = 0;
  return {
    feed(text) {
      pieces.push(text);
      length += text.length;
      return length > MAX_CHUNK_LENGTH ? [bad(tooLong())] : [];
    },
    end() {
      const text = pieces.join('');
      const whole = parseJson(text);
      if ('error' in whole) return parseLines(undefined, text);
      // Gemini's address for OpenAI clients reports an error as a list of one.
      const values = Array.isArray(whole.json) ? whole.json.slice(0, MAX_LINES) : [whole.json];
      return values.map((json) => ({ kind: 'json', json, name: undefined }));
    },
  };
}

/** Some servers leave out the empty line between events. Then each line of the resulting event is an event. */
function parseEvent(name: string | undefined, data: string): ParsedChunk[] {
  if (!data.includes('\n')) return parseText(name, data);
  const whole = parseJson(data);
  return 'error' in whole ? parseLines(name, data) : [{ kind: 'json', json: whole.json, name }];
}

function parseLines(name: string | undefined, text: string): ParsedChunk[] {
  return text.split('\n', MAX_LINES).flatMap((line) => parseText(name, line));
}

function parseText(name: string | undefined, text: string): ParsedChunk[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (DONE.test(trimmed)) return [{ kind: 'done' }];
  const parsed = parseJson(trimmed);
  return ['error' in parsed ? bad(parsed.error) : { kind: 'json', json: parsed.json, name }];
}

function parseJson(text: string): Parsed {
  if (findBrokenLimit(text, SHAPE) !== null) return { error: new EverrunsError('payload_too_large', TOO_COMPLEX) };
  try {
    return { json: JSON.parse(text) as JsonValue };
  } catch {
    return { error: new SyntaxError(`the server sent something that is not JSON: ${text.slice(0, 200)}`) };
  }
}

function bad(error: Error): ParsedChunk {
  return { kind: 'bad', error };
}

const TOO_COMPLEX = 'The server sends an event that is nested too deeply or holds too many values.';

function tooLong(): EverrunsError {
  return new EverrunsError('payload_too_large', 'The server sends one event of its answer without end.');
}
