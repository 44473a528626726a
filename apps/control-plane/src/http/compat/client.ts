/** The kind of the original's client that sent a request, as far as the request shows it. */
export interface Client {
  /** A client of the time of version 0.3, which reads capabilities as strings and waits for `message.agent`. */
  isOf03: boolean;
  /** How the client reads an agent's capabilities. Null: as they were written. */
  capabilities: 'ids' | 'refs' | null;
}

/**
 * The Python SDK is recognized by its `User-Agent`. The CLI of 0.3 sends none, and is the only client
 * that requests sessions below their agent. `isNested`: the request came by such a path.
 */
export function recognizeClient(headers: Headers, isNested: boolean): Client {
  const agent = headers.get('user-agent') ?? '';
  if (/^python/i.test(agent)) return { isOf03: false, capabilities: 'refs' };
  const isOf03 = isNested || agent === '' || (headers.get(COMPAT_HEADER) ?? '').startsWith('0.3');
  return { isOf03, capabilities: isOf03 ? 'ids' : null };
}

/** On an address of the main API, this header marks a request of one of the original's clients. */
export const COMPAT_HEADER = 'everruns-compat';
