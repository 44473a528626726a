import { EverrunsError, type Message } from '@everruns/schemas';
import type { MessageStore } from '../ports/message-store.ts';
import type { AtomContext } from './atom-context.ts';

export interface InputAtomDeps {
  messages: MessageStore;
}

export interface InputResult {
  /** The message that the turn answers. */
  input: Message;
  /** The whole conversation as the model sees it, in log order. */
  messages: Message[];
}

export type InputAtom = (context: AtomContext, signal: AbortSignal) => Promise<InputResult>;

/** Loads the conversation and makes sure that the turn's input is in it. Throws `internal` where it is not. */
export function createInputAtom({ messages }: InputAtomDeps): InputAtom {
  return async (context, signal) => {
    signal.throwIfAborted();
    const all = await messages.list({ session_id: context.session_id, after_sequence: 0 });
    const input = all.find((message) => message.id === context.input_message_id);
    if (input === undefined) throw new EverrunsError('internal', 'The input of this turn is not in the log.');
    return { input, messages: all };
  };
}
