import { EverrunsError, type Message } from '@everruns/schemas';
import { toContextMessages } from '../compaction/to-context-messages.ts';
import type { MessageStore } from '../ports/message-store.ts';
import type { AtomContext } from './atom-context.ts';

export interface InputAtomDeps {
  messages: MessageStore;
}

export interface InputResult {
  /** The message that the turn answers. */
  input: Message;
  /** The conversation as the model reads it: in log order, with the summary of earlier messages first. */
  messages: readonly Message[];
}

export type InputAtom = (context: AtomContext, signal: AbortSignal) => Promise<InputResult>;

/** Loads the conversation. Throws `internal` if the turn's input is not in it. */
export function createInputAtom({ messages }: InputAtomDeps): InputAtom {
  return async (context, signal) => {
    signal.throwIfAborted();
    const told = toContextMessages(await messages.list({ session_id: context.session_id, after_sequence: 0 }));
    const input = told.find((message) => message.id === context.input_message_id);
    if (input === undefined) throw new EverrunsError('internal', 'The input of this turn is not in the log.');
    return { input, messages: told };
  };
}
