import { NextResponse, type NextRequest } from 'next/server';
import { readUiEnvironment } from './config/env.ts';
import { createNonce, formatContentSecurityPolicy } from './server/content-security-policy.ts';
import { isHostAllowed } from './server/host-guard.ts';

/** Runs before every page and API call: the host must be ours, and a page gets its policy. */
export function proxy(request: NextRequest): NextResponse {
  const { allowedHosts, isDevelopment } = readUiEnvironment();
  if (!isHostAllowed(request.headers.get('host'), allowedHosts)) {
    return new NextResponse('This Host is not served here. Operators: add it to ALLOWED_HOSTS.', { status: 421 });
  }
  const nonce = createNonce();
  const policy = formatContentSecurityPolicy(nonce, isDevelopment);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'no-referrer');
  // A name in an answer would else be looked up before anybody clicks it.
  response.headers.set('x-dns-prefetch-control', 'off');
  return response;
}

export const config = { matcher: ['/((?!_next/static|v1/|health).*)'] };
