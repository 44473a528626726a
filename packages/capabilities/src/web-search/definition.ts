import { defineCapability } from '@everruns/core/catalog';
import { SecretName } from '@everruns/schemas';
import { z } from 'zod';
import { describeTools } from '../tool-definition.ts';
import { FENCE_PROMPT } from '../web/fence.ts';

const MAX_RESULTS = 20;
const TIMEOUT_MS = 40_000;
const SITE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

export const WebSearchParameters = z.strictObject({
  query: z.string().trim().min(1).max(400).describe('What to search for'),
  max_results: z.int().min(1).max(MAX_RESULTS).default(5).describe('The most results'),
  freshness: z.enum(['day', 'week', 'month', 'year']).optional().describe('Only pages of this last period'),
  site: z.string().max(253).regex(SITE).optional().describe('Only pages of this site, for example "example.com"'),
});

export const WebSearchConfig = z
  .strictObject({
    backend: z.enum(['searxng', 'brave', 'tavily', 'exa']).describe('Who searches'),
    secret: SecretName.optional().describe('The name of the secret that holds the key of Brave, Tavily or Exa'),
    base_url: z
      .url({ protocol: /^https?$/ })
      .max(2_048)
      .optional()
      .describe('Where SearXNG is; for the others, in place of their own address'),
    timeout_seconds: z.int().min(1).max(20).default(15).describe('How long one search may take'),
  })
  .superRefine(({ backend, secret, base_url }, context) => {
    const isOwn = backend === 'searxng';
    if (isOwn && base_url === undefined) {
      context.addIssue({ code: 'custom', path: ['base_url'], message: 'is required for searxng: its address' });
    }
    if (base_url !== undefined && /[?#]/.test(base_url)) {
      context.addIssue({ code: 'custom', path: ['base_url'], message: 'must not have a query or a fragment' });
    }
    if (!isOwn && secret === undefined) {
      const message = `is required for ${backend}: the name of the secret that holds its key`;
      context.addIssue({ code: 'custom', path: ['secret'], message });
    }
  });

export const webSearch = defineCapability({
  id: 'web_search',
  name: 'Web search',
  description: 'Searches the web with SearXNG, Brave, Tavily or Exa.',
  status: 'available',
  configSchema: WebSearchConfig,
  prompt: () => FENCE_PROMPT,
  tools: describeTools('web_search', [
    {
      name: 'web_search',
      description: 'Search the web. Returns titles, addresses and extracts; read a page with web_fetch if it is there.',
      parameters: WebSearchParameters,
      effect: 'read',
      timeoutMs: TIMEOUT_MS,
      hints: { open_world: true },
      foreign: true,
    },
  ]),
});
