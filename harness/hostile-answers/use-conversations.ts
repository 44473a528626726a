import { afterAll, beforeAll } from 'vitest';
import type { SharedStack } from '../e2e/shared-stack.ts';
import { converse, type Conversation, type ConversationOptions } from './converse.ts';
import { createReader, type Reader } from './read-everything.ts';
import { type ScriptedProvider, startScriptedProvider } from './scripted-provider.ts';

/** The conversations that the tests of a file hold with scripted providers, which end with the file. */
export interface Conversations {
  readonly reader: Reader;
  startProvider(): Promise<ScriptedProvider>;
  /** Each conversation has its own provider, so that several can run concurrently. */
  talk(options: Omit<ConversationOptions, 'origin'>): Promise<{ provider: ScriptedProvider; talking: Conversation }>;
}

export function useConversations(shared: SharedStack): Conversations {
  let reader: Reader | null = null;
  const providers: ScriptedProvider[] = [];
  beforeAll(async () => {
    reader = await createReader(shared.api);
  });
  afterAll(() => Promise.all(providers.map((provider) => provider.close())));
  const conversations: Conversations = {
    get reader() {
      if (reader === null) throw new Error('The reader is there once the stack has started.');
      return reader;
    },
    async startProvider() {
      const provider = await startScriptedProvider();
      providers.push(provider);
      return provider;
    },
    async talk(options) {
      const provider = await conversations.startProvider();
      const { origin } = provider;
      return { provider, talking: await converse(shared.api, conversations.reader, { origin, ...options }) };
    },
  };
  return conversations;
}
