import { omitUndefined } from '@everruns/kernel';
import type { EventDraft, Taint, TaintSource, ToolCall, ToolDefinition, TurnId } from '@everruns/schemas';
import type { SessionChange } from '../state/session-change.ts';
import type { AtomState } from '../state/rows.ts';

const MOST_SOURCES = 16;
const LONGEST_NAME = 253;
/** The search of a model's provider. */
const SEARCH: TaintSource = { kind: 'web', name: 'web_search' };
const KINDS: Readonly<Record<string, TaintSource['kind']>> = {
  web_fetch: 'web',
  web_search: 'web',
  session_file_system: 'file',
  mcp: 'mcp',
};

/** What the result of a call will bring from outside. Null for a tool that brings nothing foreign. */
export function foreignSourceOf(definition: ToolDefinition | undefined, call: ToolCall): TaintSource | null {
  if (definition?.foreign !== true) return null;
  const kind = definition.name.includes('__') ? 'mcp' : (KINDS[definition.capability_id ?? ''] ?? 'http');
  return { kind, name: (hostOf(call.arguments) ?? definition.name).slice(0, LONGEST_NAME) };
}

/** The host of the address that a call names, or null. */
export function hostOf({ url }: ToolCall['arguments']): string | null {
  return typeof url === 'string' ? (URL.parse(url)?.hostname ?? null) : null;
}

/** Records that the log has got the result of a call that brings foreign content. Called after its event was appended. */
export function taintByCall(change: SessionChange, { turn_id, foreign_source }: AtomState): void {
  if (foreign_source !== null) taint(change, turn_id, foreign_source);
}

/** Whether an answer holds what its provider found on the web. */
export function hasSearched(events: readonly EventDraft[]): boolean {
  return events.some(({ type, data }) => type === 'llm.generation' && data.searches !== undefined);
}

/** Records that the log has got an answer for which the provider searched the web. Called after its events were appended. */
export function taintBySearch(change: SessionChange, turnId: TurnId): void {
  taint(change, turnId, SEARCH);
}

/** The session has got what a person attached from elsewhere. Called after its event was appended. */
export function taintByAttachment(change: SessionChange, source: TaintSource): void {
  taint(change, undefined, source);
}

function taint(change: SessionChange, turn_id: TurnId | undefined, source: TaintSource): void {
  const { session } = change;
  const since_sequence = session.next_sequence - 1;
  const added = addSource(session.taint, { since_sequence, source });
  if (added === session.taint) return;
  if (session.taint === null) {
    change.append({ type: 'session.tainted', data: { since_sequence, source } }, omitUndefined({ turn_id }));
  }
  session.taint = added;
}

/** The log has got the result of a sub-agent that has read foreign content. Called after its event was appended. */
export function taintByChild(change: SessionChange, { sources }: Taint, turn_id: TurnId): void {
  for (const source of sources) taint(change, turn_id, source);
}

function addSource(
  taint: Taint | null,
  { since_sequence, source }: { since_sequence: number; source: TaintSource },
): Taint {
  if (taint === null) return { since_sequence, sources: [source] };
  const isKnown = taint.sources.some(({ kind, name }) => kind === source.kind && name === source.name);
  if (isKnown || taint.sources.length >= MOST_SOURCES) return taint;
  return { ...taint, sources: [...taint.sources, source] };
}
