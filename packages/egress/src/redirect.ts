import { EverrunsError } from '@everruns/schemas';

export const MAX_REDIRECTS = 5;

/** One request of a chain. Only a body that can be sent twice survives a 307. */
export interface RequestHop {
  url: URL;
  method: string;
  headers: Headers;
  body: RequestInit['body'];
}

/** A redirect that a response asks for. */
export interface Redirect {
  status: number;
  location: string;
  /** Headers that are dropped with the credentials. */
  secretHeaders?: readonly string[] | undefined;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const CREDENTIALS = ['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'api-key'] as const;
const BODY_HEADERS = ['content-type', 'content-length', 'content-encoding', 'content-language', 'content-location'];

/** Returns the address to which a response redirects, or null. */
export function findRedirect(response: Pick<Response, 'status' | 'headers'>): string | null {
  return REDIRECTS.has(response.status) ? response.headers.get('location') : null;
}

/** The next hop, by the WHATWG fetch standard: 303, and 301 or 302 after a POST, become a GET; a new origin gets no credentials. */
export function followRedirect(hop: RequestHop, { status, location, secretHeaders = [] }: Redirect): RequestHop {
  const url = parseLocation(location, hop.url);
  const headers = new Headers(hop.headers);
  const becomesGet =
    (status === 303 && hop.method !== 'GET' && hop.method !== 'HEAD') ||
    ((status === 301 || status === 302) && hop.method === 'POST');
  if (url.origin !== hop.url.origin) for (const name of [...CREDENTIALS, ...secretHeaders]) headers.delete(name);
  if (becomesGet) {
    for (const name of BODY_HEADERS) headers.delete(name);
    return { url, method: 'GET', headers, body: null };
  }
  if (hop.body instanceof ReadableStream) {
    throw new EverrunsError(
      'invalid_request',
      `${hop.url.origin} redirects a request whose body can be sent only once.`,
    );
  }
  return { url, method: hop.method, headers, body: hop.body };
}

function parseLocation(location: string, base: URL): URL {
  const url = URL.parse(location, base.href);
  if (url === null)
    throw new EverrunsError('invalid_request', `${base.origin} redirects to an address that is no URL.`);
  return url;
}
