import { defineCapability } from '@everruns/core/catalog';
import { HostPattern, type ToolDefinition, type ToolHints } from '@everruns/schemas';
import { z } from 'zod';
import { describeTools } from '../tool-definition.ts';
import { FENCE_PROMPT } from '../web/fence.ts';

export const MAX_CHARS = 50_000;
const DEFAULT_CHARS = 20_000;
const MAX_PAGE_CHARS = 50_000_000;
const MAX_URL_CHARS = 8_192;
/** Longer than the egress module's own 20 s, so that a slow page is returned as far as it came. */
const TIMEOUT_MS = 40_000;

export const WebFetchParameters = z.strictObject({
  url: z.string().min(1).max(MAX_URL_CHARS).describe('The absolute address, beginning with https:// or http://'),
  method: z.enum(['GET', 'HEAD']).default('GET').describe('HEAD tells only what is there, without its text'),
  format: z
    .enum(['markdown', 'text', 'html'])
    .default('markdown')
    .describe('How a web page is returned; other text is returned as it is'),
  max_chars: z
    .int()
    .min(100)
    .max(MAX_CHARS)
    .default(DEFAULT_CHARS)
    .describe('The most characters of one window of the text'),
  start: z
    .int()
    .min(0)
    .max(MAX_PAGE_CHARS)
    .default(0)
    .describe('Where the window begins. To read on, pass next_start of the last result'),
});

export const WebFetchConfig = z.strictObject({
  allowed_hosts: z
    .array(HostPattern)
    .min(1)
    .max(100)
    .optional()
    .describe(
      'The only hosts that may be read, such as docs.example.com or *.example.com. Without it: every public host',
    ),
  timeout_seconds: z.int().min(1).max(20).default(20).describe('How long one page may take'),
});

export const webFetch = defineCapability({
  id: 'web_fetch',
  name: 'Web pages',
  description: 'Reads web pages, text files and PDFs from the internet. Private addresses cannot be reached.',
  status: 'available',
  configSchema: WebFetchConfig,
  prompt: () => FENCE_PROMPT,
  tools: toTools({ any_host: true }),
  toolsFor: ({ allowed_hosts }) => ({ tools: toTools(allowed_hosts === undefined ? { any_host: true } : {}) }),
});

function toTools(hints: ToolHints): ToolDefinition[] {
  return describeTools('web_fetch', [
    {
      name: 'web_fetch',
      description:
        'Read a web page (its main content), a text file or a PDF from the internet. A long text comes in windows: read on with start.',
      parameters: WebFetchParameters,
      effect: 'read',
      timeoutMs: TIMEOUT_MS,
      hints: { open_world: true, ...hints },
      foreign: true,
    },
  ]);
}
