import { EverrunsError } from '@everruns/schemas';
import type { Message, ResolvedModel, RuntimeAgent, TurnId } from '@everruns/schemas';
import { toContextMessages } from '../compaction/to-context-messages.ts';
import type { AgentStore } from '../ports/agent-store.ts';
import type { LlmProviderStore } from '../ports/llm-provider-store.ts';
import type { MessageStore } from '../ports/message-store.ts';

export interface InMemoryMessageStore extends MessageStore {
  /** Appends a message and assigns the next sequence. */
  append(message: Message): Message;
}

export function createInMemoryMessageStore(initial: readonly Message[] = []): InMemoryMessageStore {
  const messages = [...initial];
  return {
    append(message) {
      const appended = { ...message, sequence: (messages.at(-1)?.sequence ?? 0) + 1 };
      messages.push(appended);
      return appended;
    },
    async list({ session_id, after_sequence }) {
      return toContextMessages(messages.filter((message) => message.session_id === session_id))
        .filter(({ sequence = 0 }) => sequence > after_sequence)
        .toSorted((left, right) => (left.sequence ?? 0) - (right.sequence ?? 0));
    },
  };
}

export function createInMemoryAgentStore(agents: ReadonlyMap<TurnId, RuntimeAgent>): AgentStore {
  return {
    async getRuntimeAgent(turnId) {
      const agent = agents.get(turnId);
      if (agent === undefined) throw new EverrunsError('not_found', 'There is no such agent.');
      return agent;
    },
  };
}

export function createInMemoryLlmProviderStore(models: ReadonlyMap<TurnId, ResolvedModel>): LlmProviderStore {
  return {
    async getModel(turnId) {
      const model = models.get(turnId);
      if (model === undefined) throw new EverrunsError('no_model', 'No model is set for this turn.');
      return model;
    },
  };
}
