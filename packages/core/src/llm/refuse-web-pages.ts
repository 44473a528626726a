import { EverrunsError } from '@everruns/schemas';

/**
 * A fetch that throws `invalid_request` for a page made for people, such as a login, because every attempt would get it again.
 */
export function refuseWebPages(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const type = response.headers.get('content-type') ?? '';
    if (!response.ok || !/^\s*(?:text\/html|application\/xhtml\+xml)/i.test(type)) return response;
    await response.body?.cancel().catch(() => undefined);
    throw new EverrunsError(
      'invalid_request',
      'The base URL answers with a web page, perhaps a login, instead of a model. Correct the base URL of this provider (most end in /v1).',
    );
  };
}
