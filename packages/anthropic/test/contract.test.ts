import { CONTRACT_API_KEY, modelDriverContract } from '@everruns/core/testing/contracts';
import { startWireServer } from '@everruns/wire-server';
import { createAnthropicDriver } from '../src/index.ts';
import { renderMessages } from './render-messages.ts';

modelDriverContract({
  name: 'anthropic',
  makeDriver: async ({ reply }) => {
    const server = await startWireServer(renderMessages(reply));
    const driver = createAnthropicDriver({
      provider_type: 'anthropic',
      base_url: server.url,
      api_key: CONTRACT_API_KEY,
      fetch: globalThis.fetch,
    });
    return { driver, requests: () => server.requests, close: () => server.close() };
  },
});
