import { messageOf } from '@everruns/kernel';
import type { JsonValue } from '@everruns/sdk';

export type ReadToolResult =
  | { kind: 'empty' }
  | { kind: 'json' | 'text'; value: JsonValue }
  /** It begins as JSON does and is none: sent as a text it would hardly be what was meant. */
  | { kind: 'broken'; reason: string };

/** What somebody wrote as a tool's result: the value where it is JSON, else the text as it stands. */
export function readToolResult(written: string): ReadToolResult {
  const text = written.trim();
  if (text === '') return { kind: 'empty' };
  try {
    // Whatever JSON.parse returns is a JSON value.
    return { kind: 'json', value: JSON.parse(text) as JsonValue };
  } catch (error) {
    const isMeantAsJson = /^[{["]/.test(text);
    if (!isMeantAsJson) return { kind: 'text', value: written };
    return { kind: 'broken', reason: messageOf(error) };
  }
}
