import type { AgentStore, LlmProviderStore, MessageStore } from '@everruns/core';
import type { TurnContext } from './turn-context-cache.ts';

/** Answers core's ports from the context that Begin returned. An atom reads nothing else. */
export function createContextStores(context: TurnContext): {
  messages: MessageStore;
  agents: AgentStore;
  models: LlmProviderStore;
} {
  return {
    messages: {
      list: async ({ after_sequence }) =>
        context.messages.filter((message) => (message.sequence ?? 0) > after_sequence),
    },
    agents: { getRuntimeAgent: async () => context.agent },
    models: { getModel: async () => context.agent.model },
  };
}
