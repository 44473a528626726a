import { createHash } from 'node:crypto';
import type { JsonObject, ToolDefinition } from '@everruns/schemas';
import { canonicalJson } from './call-policy.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The hash of what a tool takes and does to it. A remembered approval holds only as long as it stays the same. */
export function hashTool({ parameters, effect }: Pick<ToolDefinition, 'parameters' | 'effect'>): string {
  return hash(`${effect} ${canonicalJson(parameters)}`);
}

/** The hash of a call's arguments, whatever the order of their fields. */
export function hashArguments(args: JsonObject): string {
  return hash(canonicalJson(args));
}
