import { findBrokenLimit } from './measure-json.ts';

/** The most bytes of an error that are read. */
const MAX_BYTES = 256 * 1024;
/** The vendors' SDKs parse an error and render it again, which overflows the stack if it is nested thousands deep. */
const SHAPE = { maxDepth: 32, maxItems: 10_000 };
const MAX_TEXT = 2_000;
/** Statuses whose answers have no body, by the Fetch standard. */
const BODILESS: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/** A fetch that bounds error answers: a long or deeply nested one is replaced by the beginning of its text. */
export function boundRefusals(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.ok || response.body === null || BODILESS.has(response.status)) return response;
    const text = await readAtMost(response.body);
    const body = findBrokenLimit(text, SHAPE) === null ? text : text.slice(0, MAX_TEXT);
    const { status, statusText, headers } = response;
    // A Response cannot have a status above 599, but some servers send one.
    return new Response(body, { status: Math.min(status, 599), statusText, headers });
  };
}

async function readAtMost(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  // Leaving the loop early closes the connection.
  for await (const chunk of body) {
    bytes += chunk.length;
    text += decoder.decode(chunk, { stream: true });
    if (bytes > MAX_BYTES) break;
  }
  return text + decoder.decode();
}
