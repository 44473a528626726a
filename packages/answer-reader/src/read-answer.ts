import type { ChunkRead, ChunkSource } from '@everruns/core';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import { createChunkParser, type ParsedChunk } from './chunk-parser.ts';
import { recordOf } from './fields.ts';

/** How long to wait for the token counts that may follow the end of an answer. */
const SETTLED_WAIT_MS = 2_000;
/** How long to read what follows the end marker, so that the connection can be used again. */
const DRAIN_MS = 1_000;

export interface ReadAnswerOptions {
  /** Returns the error that a chunk reports, or null. */
  findError(chunk: JsonValue, name: string | undefined): unknown;
}

/**
 * Reads the chunks of an answer. Values that are no JSON objects are left out. `next` rejects with the error of the server or of the
 * connection. The type of a chunk is not checked: its fields may be missing or have any type.
 */
export function readAnswer<Chunk extends object>(response: Response, options: ReadAnswerOptions): ChunkSource<Chunk> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const parser = createChunkParser();
  let parsed: ParsedChunk[] = [];
  let taken = 0;
  let isSettled = false;
  let isEnded = reader === undefined;

  /** Reads until there is a chunk or the body has ended. */
  const fill = async (): Promise<void> => {
    while (taken === parsed.length && !isEnded) {
      taken = 0;
      parsed = [];
      const read = await (isSettled ? withinMs(reader?.read(), SETTLED_WAIT_MS) : reader?.read());
      if (read === undefined) {
        isEnded = true;
        leave();
      } else if (read.done) {
        isEnded = true;
        parsed = [...parser.feed(decoder.decode()), ...parser.end()];
      } else parsed = parser.feed(decoder.decode(read.value, { stream: true }));
    }
  };
  const leave = (): void => void reader?.cancel().catch(() => undefined);

  return {
    async next(): Promise<ChunkRead<Chunk>> {
      for (;;) {
        const chunk = parsed[taken];
        taken = Math.min(taken + 1, parsed.length);
        const read = chunk === undefined ? null : readChunk<Chunk>(chunk, options);
        if (read !== null) return read;
        if (chunk === undefined && isEnded) return { kind: 'end', isMarked: false };
        await fill();
      }
    },
    nextArrived() {
      const chunk = peekChunk(parsed[taken], options) as Chunk | null;
      if (chunk !== null) taken += 1;
      return chunk;
    },
    settle: () => void (isSettled = true),
    async close(isAnswered) {
      // A connection that stays open after the end marker is not waited for.
      if (isAnswered && !isEnded)
        isEnded = (await withinMs(reader?.read(), DRAIN_MS).catch(() => undefined))?.done === true;
      if (!isEnded) leave();
    },
  };
}

/** Returns null for a value that is no object. Throws the error that the chunk is or reports. */
function readChunk<Chunk extends object>(chunk: ParsedChunk, options: ReadAnswerOptions): ChunkRead<Chunk> | null {
  if (chunk.kind === 'done') return { kind: 'end', isMarked: true };
  if (chunk.kind === 'bad') throw chunk.error;
  const error = options.findError(chunk.json, chunk.name);
  if (error !== null && error !== undefined) throw error;
  const record = recordOf(chunk.json);
  return record === chunk.json ? { kind: 'chunk', chunk: withName(record, chunk.name) as Chunk } : null;
}

/** Returns null for everything but a chunk, and leaves errors to `next`. */
function peekChunk(chunk: ParsedChunk | undefined, options: ReadAnswerOptions): object | null {
  try {
    const read = chunk === undefined ? null : readChunk<object>(chunk, options);
    return read?.kind === 'chunk' ? read.chunk : null;
  } catch {
    return null;
  }
}

/** The formats that name their events say the name in the data too; servers that follow them may leave it out there. */
function withName(record: JsonObject, name: string | undefined): JsonObject {
  return name === undefined || name === 'message' || 'type' in record ? record : { ...record, type: name };
}

/** Resolves with undefined after the time limit. */
async function withinMs<Value>(promise: Promise<Value> | undefined, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
