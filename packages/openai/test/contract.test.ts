import { CONTRACT_API_KEY, modelDriverContract, type ScenarioReply } from '@everruns/core/testing/contracts';
import type { LlmProviderType } from '@everruns/schemas';
import { startWireServer, type WireReply } from '@everruns/wire-server';
import { createOpenAiDriver } from '../src/index.ts';
import { renderChat } from './render-chat.ts';
import { renderResponses } from './render-responses.ts';

const FORMATS: [LlmProviderType, (reply: ScenarioReply) => WireReply][] = [
  ['openai', renderResponses],
  ['openai_compatible', renderChat],
  ['azure_openai', renderChat],
];

for (const [providerType, render] of FORMATS) {
  modelDriverContract({
    name: providerType,
    makeDriver: async ({ reply }) => {
      const server = await startWireServer(render(reply));
      const driver = createOpenAiDriver({
        provider_type: providerType,
        base_url: `${server.url}/v1`,
        api_key: CONTRACT_API_KEY,
        fetch: globalThis.fetch,
      });
      return { driver, requests: () => server.requests, close: () => server.close() };
    },
  });
}
