import { messageOf } from '@everruns/kernel';
import type { JsonValue } from '@everruns/sdk';

export type ReadToolResult =
  | { kind: 'empty' }
  | { kind: 'json' | 'text'; value: JsonValue }
  /** Whether the text begins like JSON but is not valid JSON: sent as text, it would hardly be what was meant. */
  | { kind: 'broken'; reason: string };

/** Reads a tool result that a person wrote: the value if it is JSON, otherwise the text itself. */
export function readToolResult(written: string): ReadToolResult {
  const text = written.trim();
  if (text === '') return { kind: 'empty' };
  try {
    // JSON.parse only returns JSON values.
    return { kind: 'json', value: JSON.parse(text) as JsonValue };
  } catch (error) {
    const isMeantAsJson = /^[{["]/.test(text);
    if (!isMeantAsJson) return { kind: 'text', value: written };
    return { kind: 'broken', reason: messageOf(error) };
  }
}
