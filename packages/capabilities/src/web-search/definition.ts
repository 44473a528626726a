import { defineCapability } from '@everruns/core/catalog';
import { omitUndefined } from '@everruns/kernel';
import { SecretName } from '@everruns/schemas';
import { z } from 'zod';
import { describeTools } from '../tool-definition.ts';
import { FENCE_PROMPT } from '../web/fence.ts';

const MAX_RESULTS = 20;
const TIMEOUT_MS = 40_000;
const MAX_PROVIDER_SEARCHES = 5;
const SITE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

export const WebSearchParameters = z.strictObject({
  query: z.string().trim().min(1).max(400).describe('What to search for'),
  max_results: z.int().min(1).max(MAX_RESULTS).default(5).describe('The most results'),
  freshness: z.enum(['day', 'week', 'month', 'year']).optional().describe('Only pages of this last period'),
  site: z.string().max(253).regex(SITE).optional().describe('Only pages of this site, for example "example.com"'),
});

export const WebSearchConfig = z
  .strictObject({
    backend: z
      .enum(['searxng', 'brave', 'tavily', 'exa', 'provider'])
      .describe('Who searches. provider: OpenAI or Anthropic, while the model answers'),
    secret: SecretName.optional().describe('The name of the secret that holds the key of Brave, Tavily or Exa'),
    base_url: z
      .url({ protocol: /^https?$/ })
      .max(2_048)
      .optional()
      .describe('Where SearXNG is; for the others, in place of their own address'),
    timeout_seconds: z.int().min(1).max(20).default(15).describe('How long one search may take'),
    max_searches: z.int().min(1).max(10).optional().describe('With provider: the most searches for one answer (5)'),
    sites: z
      .array(z.string().max(253).regex(SITE, 'must be a host, such as example.com'))
      .min(1)
      .max(20)
      .optional()
      .describe('With provider: only pages of these sites'),
  })
  .superRefine(({ backend, secret, base_url, max_searches, sites }, context) => {
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    const given = { secret, base_url, max_searches, sites };
    const foreign = backend === 'provider' ? (['secret', 'base_url'] as const) : (['max_searches', 'sites'] as const);
    for (const field of foreign) {
      if (given[field] !== undefined) refuse(field, `is no setting of ${backend}`);
    }
    if (backend === 'provider') return;
    const isOwn = backend === 'searxng';
    if (isOwn && base_url === undefined) {
      refuse('base_url', 'is required for searxng: its address');
    }
    if (base_url !== undefined && /[?#]/.test(base_url)) {
      refuse('base_url', 'must not have a query or a fragment');
    }
    if (!isOwn && secret === undefined) {
      refuse('secret', `is required for ${backend}: the name of the secret that holds its key`);
    }
  });

const TOOLS = describeTools('web_search', [
  {
    name: 'web_search',
    description: 'Search the web. Returns titles, addresses and extracts; read a page with web_fetch if it is there.',
    parameters: WebSearchParameters,
    effect: 'read',
    timeoutMs: TIMEOUT_MS,
    hints: { open_world: true },
    foreign: true,
  },
]);

export const webSearch = defineCapability({
  id: 'web_search',
  name: 'Web search',
  description:
    'Searches the web with SearXNG, Brave, Tavily or Exa, or lets OpenAI and Anthropic search while their model answers.',
  status: 'available',
  configSchema: WebSearchConfig,
  // What the provider finds never passes through here, so nothing fences it.
  prompt: ({ backend }) => (backend === 'provider' ? '' : FENCE_PROMPT),
  tools: TOOLS,
  toolsFor: ({ backend }) => ({ tools: backend === 'provider' ? [] : TOOLS }),
  providerSearch: ({ backend, max_searches = MAX_PROVIDER_SEARCHES, sites }) =>
    backend === 'provider' ? { max_searches, ...omitUndefined({ sites }) } : null,
});
