import { withStreamHeaders } from './direct-stream.ts';

/** An answer whose text is known. Its header names are spelled as in the standards: `Cache-Control`. */
export interface PlainAnswer {
  status: number;
  /** Null for an answer without a body. */
  body: string | null;
  headers: Record<string, string>;
  /** Separate `Set-Cookie` headers. */
  cookies: readonly string[];
}

/** What a route answers, before the headers that all answers have. */
export type Answer = PlainAnswer | Response;

const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
};

/**
 * Adds the headers of the app to an answer, and the security headers that it does not set itself. A plain answer and a stream get all of
 * them at once, because the headers of a `Response` cost more CPU than everything else of a short answer.
 */
export function finishAnswer(answer: Answer, added: Record<string, string>): Response {
  const complete = (own: Record<string, string>) => ({ ...SECURITY_HEADERS, ...own, ...added });
  if (answer instanceof Response) return withStreamHeaders(answer, complete) ?? addHeaders(answer, added);
  const response = new Response(answer.body, { status: answer.status, headers: complete(answer.headers) });
  for (const cookie of answer.cookies) response.headers.append('Set-Cookie', cookie);
  return response;
}

function addHeaders(response: Response, added: Record<string, string>): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(added)) {
    if (name.toLowerCase() === 'vary') headers.append(name, value);
    else headers.set(name, value);
  }
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) if (!headers.has(name)) headers.set(name, value);
  return response;
}
