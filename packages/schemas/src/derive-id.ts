import { BoundedMap } from '@everruns/kernel';
import { v5 } from 'uuid';
import { formatAtomKey, type AtomRef } from './atom.ts';
import type { McpServerId, MessageId, SessionId, ToolCallId, TurnId } from './ids.ts';

const NAMESPACE = '6f0a7a52-8c1e-5d0b-9a55-1f2f4f1c0e77';

/** Several parts of a step need the same id within milliseconds, and each derivation is a SHA-1. */
const REMEMBERED = 1_000;
const derived = new BoundedMap<string, string>(REMEMBERED);

/** Returns a UUID in lower case, as every id is. */
function derive(name: string): string {
  const known = derived.get(name);
  if (known !== undefined) return known;
  const id = v5(name, NAMESPACE);
  derived.set(name, id);
  return id;
}

/** Returns the id of the message that a reason atom produces: the same for all attempts (UUID v5 of the atom key). */
export function outputMessageId(atom: AtomRef): MessageId {
  return derive(`${formatAtomKey(atom)}:message`) as MessageId;
}

/** Returns the id of the `ordinal`-th summary that a reason atom requests before its answer: the same for all attempts. */
export function summaryMessageId(reason: AtomRef, ordinal: number): MessageId {
  return derive(`${formatAtomKey(reason)}:summary:${ordinal}`) as MessageId;
}

/** Returns the id of the answer that a tool call got from the model under this name: the same for all attempts. */
export function toolQuestionId(act: AtomRef, name: string): MessageId {
  return derive(`${formatAtomKey(act)}:ask:${name}`) as MessageId;
}

/** Returns the id of the tool call at `ordinal` of a reason atom, whatever id the provider assigned. */
export function toolCallId(reason: AtomRef, ordinal: number): ToolCallId {
  return derive(`${formatAtomKey(reason)}:call:${ordinal}`) as ToolCallId;
}

/** Returns the id of the session that a tool call starts for a sub-agent, so that it is started once. */
export function childSessionId(act: AtomRef): SessionId {
  return derive(`${formatAtomKey(act)}:session`) as SessionId;
}

/** Returns the id of the turn with which a sub-agent's session begins. */
export function childTurnId(session: SessionId): TurnId {
  return derive(`${session}:turn`) as TurnId;
}

/** Returns the id of the message with which a sub-agent's session begins. */
export function childMessageId(session: SessionId): MessageId {
  return derive(`${session}:message`) as MessageId;
}

/** Returns the id of an MCP server that the operator has configured, which has no row. */
export function stdioServerId(name: string): McpServerId {
  return derive(`stdio server ${name}`) as McpServerId;
}
