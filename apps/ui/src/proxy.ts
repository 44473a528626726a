import { NextResponse, type NextRequest } from 'next/server';
import { readUiEnvironment } from './config/env.ts';
import { createNonce, formatContentSecurityPolicy } from './content-security-policy.ts';

/** Runs before every page and sets its policy. The server in front of it has already checked the host. */
export function proxy(request: NextRequest): NextResponse {
  const { isDevelopment } = readUiEnvironment();
  const nonce = createNonce();
  const policy = formatContentSecurityPolicy(nonce, isDevelopment);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next reads the nonce for its own scripts from this header.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'no-referrer');
  // Otherwise the browser would resolve a host name in an answer before anybody clicks it.
  response.headers.set('x-dns-prefetch-control', 'off');
  return response;
}

export const config = { matcher: ['/((?!_next/static|v1/|health).*)'] };
