/** Which of the original's clients asks, as far as a request tells. */
export interface Client {
  /** Of the time of version 0.3: reads capabilities as strings and waits for `message.agent`. */
  isOf03: boolean;
  /** How it reads an agent's capabilities; `null`: as they were written. */
  capabilities: 'ids' | 'refs' | null;
}

/**
 * The Python SDK is known by its `User-Agent`; the CLI of 0.3 sends none, and alone asks for sessions below their agent.
 * `isNested`: the request came by such a path.
 */
export function recognizeClient(headers: Headers, isNested: boolean): Client {
  const agent = headers.get('user-agent') ?? '';
  if (/^python/i.test(agent)) return { isOf03: false, capabilities: 'refs' };
  const isOf03 = isNested || agent === '' || (headers.get(COMPAT_HEADER) ?? '').startsWith('0.3');
  return { isOf03, capabilities: isOf03 ? 'ids' : null };
}

/** On an address of the main API: the request is from a client of the original. */
export const COMPAT_HEADER = 'everruns-compat';
