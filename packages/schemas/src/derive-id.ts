import { v5 } from 'uuid';
import { formatAtomKey, type AtomRef } from './atom.ts';
import { MessageId, ToolCallId } from './ids.ts';

const NAMESPACE = '6f0a7a52-8c1e-5d0b-9a55-1f2f4f1c0e77';

/** The id of the message that a reason atom produces: the same on every attempt (UUID v5 of the atom key). */
export function outputMessageId(atom: AtomRef): MessageId {
  return MessageId.parse(v5(`${formatAtomKey(atom)}:message`, NAMESPACE));
}

/** The id of the tool call at `ordinal` of a reason atom, whatever id the provider gave it. */
export function toolCallId(reason: AtomRef, ordinal: number): ToolCallId {
  return ToolCallId.parse(v5(`${formatAtomKey(reason)}:call:${ordinal}`, NAMESPACE));
}
