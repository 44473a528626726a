import { createHash } from 'node:crypto';
import type { JsonObject } from '@everruns/schemas';
import type { WireFormatName } from './wire/wire-format.ts';

const MAX_ENTRIES = 50_000;
const MAX_BODIES = 500;

export type RequestOutcome = 'in_progress' | 'completed' | 'aborted' | 'broken' | 'error';

/** One model call as the provider received it. Times are Unix milliseconds. */
export interface LoggedRequest {
  id: number;
  wire_format: WireFormatName;
  model: string;
  started_at: number;
  ended_at: number | null;
  /** The time when the client closed its connection before the answer had ended. */
  aborted_at: number | null;
  outcome: RequestOutcome;
  /** The status of the answer; 0 if none was sent. */
  status: number;
  /** The first 16 hexadecimal digits of the key's SHA-256; null without a key. */
  key_fingerprint: string | null;
  /** The client's idempotency key, if it sent one. */
  idempotency_key: string | null;
  message_count: number;
  tool_result_ids: string[];
  /** The first 200 characters of the newest user message. */
  user_text: string;
}

export interface RequestLog {
  /** Returns the requests, oldest first. */
  list(): LoggedRequest[];
  add(entry: Omit<LoggedRequest, 'id'>, exchange: Exchange): LoggedRequest;
  /** Returns the request and answer of one of the last 500 requests. */
  getExchange(id: number): Exchange | undefined;
  reset(): void;
}

export interface Exchange {
  headers: Record<string, string>;
  body: JsonObject;
}

export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  const exchanges = new Map<number, Exchange>();
  let lastId = 0;
  return {
    list: () => entries,
    add: (fields, exchange) => {
      lastId += 1;
      const entry = { id: lastId, ...fields };
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) entries.shift();
      exchanges.set(entry.id, exchange);
      exchanges.delete(entry.id - MAX_BODIES);
      return entry;
    },
    getExchange: (id) => exchanges.get(id),
    reset: () => {
      entries.length = 0;
      exchanges.clear();
    },
  };
}

export function fingerprintKey(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
