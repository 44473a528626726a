import { defineTool, type Tool, type ToolContext } from '@everruns/core';
import type { JsonObject } from '@everruns/schemas';
import type { z } from 'zod';
import { createRefusal } from '../create-refusal.ts';
import { createFence, type Fence } from '../web/fence.ts';
import { MASK_ANSWER } from '../web/mask-answer.ts';
import { createMask, type Mask } from '../web/mask-secrets.ts';
import { readBytes } from '../web/read-bytes.ts';
import { sendWithSecrets, type Answered } from '../web/send-with-secrets.ts';
import type { Backend, BackendName, Found, Search } from './backend.ts';
import { BACKENDS } from './backends.ts';
import { WebSearchConfig, WebSearchParameters } from './definition.ts';

const MAX_BYTES = 512 * 1_024;
const MAX_TITLE_CHARS = 300;
const MAX_SNIPPET_CHARS = 1_000;
const MAX_URL_CHARS = 2_048;

type Settings = Omit<z.output<typeof WebSearchConfig>, 'backend'> & { backend: BackendName };

export function createWebSearchTools(): Tool[] {
  return [defineTool({ name: 'web_search', parameters: WebSearchParameters, run: searchWeb })];
}

async function searchWeb(search: Search, context: ToolContext): Promise<JsonObject> {
  const settings = readSettings(context);
  const backend = BACKENDS[settings.backend];
  const answered = await ask(backend, { search, settings, context });
  assertAnswered(answered.response, settings);
  const found = await readFound(backend, answered, { settings, context });
  const fence = createFence(context.toolCallId);
  const mask = createMask(answered.secrets);
  const results: JsonObject[] = [];
  for (const one of found) {
    if (results.length === search.max_results) break;
    results.push(...toResult(one, { fence, mask }));
  }
  return { query: search.query, searched_with: settings.backend, results };
}

/** With the search of the provider the model has no such tool. */
function readSettings({ config }: ToolContext): Settings {
  const { backend, ...settings } = WebSearchConfig.parse(config);
  if (backend === 'provider') throw createRefusal('The provider of the model searches, and not this tool.');
  return { ...settings, backend };
}

interface Asked {
  search: Search;
  settings: Settings;
  context: ToolContext;
}

function ask(backend: Backend, { search, settings, context }: Asked): Promise<Answered> {
  const { method, path, query, body } = backend.toRequest(search, context.clock.now());
  const base = settings.base_url ?? backend.address ?? '';
  const url = new URL(base.replace(/\/$/, '') + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const { keyHeader } = backend;
  const key = `{{${settings.secret ?? ''}}}`;
  return sendWithSecrets(
    {
      url,
      method,
      headers: { accept: 'application/json', ...(body === null ? {} : { 'content-type': 'application/json' }) },
      templates: keyHeader === null ? [] : [{ name: keyHeader.name, value: keyHeader.value.replace('{{key}}', key) }],
      hosts: [url.port === '' ? url.hostname : url.host],
      timeoutMs: settings.timeout_seconds * 1_000,
      maxBytes: MAX_BYTES,
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    },
    context,
  );
}

function assertAnswered({ status, ok }: Response, { backend, secret }: Settings): void {
  if (ok) return;
  if (status === 401 || (status === 403 && backend !== 'searxng')) {
    throw createRefusal(`${backend} refuses the key. Its secret "${secret}" has to be set anew.`);
  }
  if (status === 403) throw createRefusal('SearXNG refuses: its settings have to allow the format json.');
  if (status === 429) throw createRefusal(`${backend} allows no more searches for now. Try again later.`);
  throw createRefusal(`${backend} answered with the status ${status}. The search was not done.`);
}

async function readFound(
  backend: Backend,
  { response, secrets }: Answered,
  { settings, context }: Pick<Asked, 'settings' | 'context'>,
): Promise<Found[]> {
  const { bytes } = await readBytes(response, context.signal);
  // The whole text is masked before anything is cut out of it, because a part of a secret looks like no secret.
  const text = await context.runJob(MASK_ANSWER, { bytes, secrets });
  try {
    return backend.read(JSON.parse(text));
  } catch {
    throw createRefusal(`${settings.backend} answered with something that is no result of a search.`);
  }
}

/** Returns nothing for an address that no browser would open. */
function toResult(
  { title, url, snippet, published }: Found,
  { fence, mask }: { fence: Fence; mask: Mask },
): JsonObject[] {
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol) || url.length > MAX_URL_CHARS) return [];
  const cut = (text: string, chars: number): string =>
    fence.inline(
      mask(text.slice(0, 2 * chars))
        .slice(0, chars)
        .toWellFormed(),
    );
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(published ?? '') ?? [];
  return [
    {
      title: cut(title, MAX_TITLE_CHARS),
      url: mask(address.href),
      snippet: cut(snippet, MAX_SNIPPET_CHARS),
      ...(day === undefined ? {} : { published: day }),
    },
  ];
}
