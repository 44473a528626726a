import type { JsonObject, LlmProviderType } from '@everruns/schemas';

/** A strict provider: it refuses what the real one refuses, and answers in its format. */
export interface Twin {
  name: string;
  provider_type: LlmProviderType;
  /** The path below the server's address, as the driver needs it in the base URL. */
  path: string;
  model: string;
  /** Set if the driver cannot recognize the vendor by the address. */
  preset?: 'openai' | 'gemini' | 'mistral' | 'deepseek' | 'kimi';
  /** Returns why the real provider would answer 400, or null if it would accept the request. */
  refuse(body: JsonObject): string | null;
  /** Returns a whole answer as server-sent events. */
  render(answer: TwinAnswer): string;
  /** Returns the rest of an answer in whose middle this provider has paused, if the request goes on with one. */
  resume?(body: JsonObject): string | null;
}

export interface TwinAnswer {
  /** Distinguishes answers; signatures are derived from it. */
  seed: string;
  reasoning: string;
  texts: string[];
  calls: { name: string; arguments: JsonObject }[];
  /** The provider searches the web before it writes. Only the vendors that do that play it. */
  hasSearched?: boolean;
  /** It pauses within its search, and goes on when it is asked to. */
  pauses?: boolean;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Returns a string unchanged and anything else as JSON. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

export function sse(events: unknown[], names?: string[]): string {
  return events
    .map((event, index) => `${names === undefined ? '' : `event: ${names[index]}\n`}data: ${JSON.stringify(event)}\n\n`)
    .join('');
}
