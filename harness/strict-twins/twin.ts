import type { JsonObject, LlmProviderType } from '@everruns/schemas';

/** A provider's strictness: what its real counterpart refuses, and an answer in its format. */
export interface Twin {
  name: string;
  provider_type: LlmProviderType;
  /** Below the server's address, as the driver wants its base URL. */
  path: string;
  model: string;
  /** Where the driver cannot tell the vendor from the address. */
  preset?: 'openai' | 'gemini' | 'mistral' | 'deepseek' | 'kimi';
  /** Why the real provider would answer 400; null where it would not. */
  refuse(body: JsonObject): string | null;
  /** One whole answer as server-sent events. */
  render(answer: TwinAnswer): string;
}

export interface TwinAnswer {
  /** Distinguishes answers; signatures are made of it. */
  seed: string;
  reasoning: string;
  texts: string[];
  calls: { name: string; arguments: JsonObject }[];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A string as it is, anything else as JSON. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

export function sse(events: unknown[], names?: string[]): string {
  return events
    .map((event, index) => `${names === undefined ? '' : `event: ${names[index]}\n`}data: ${JSON.stringify(event)}\n\n`)
    .join('');
}
