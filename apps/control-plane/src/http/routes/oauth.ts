import { z } from 'zod';
import { beginOauth, finishOauth, type OauthStep } from '../../services/auth/oauth.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { method: 'get', tag: 'auth', auth: 'public', scopes: [] } as const;
const params = z.strictObject({ provider: z.string().max(256) });
const onward = { kind: 'redirect', status: 302, description: 'Where the browser goes next' } as const;
const Text = z.string().max(4_096).optional();

/** A path of this site. `//host` and `/\host` would lead to another site. */
const ReturnTo = z
  .string()
  .max(2_048)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/, 'must be a path of this site');

/** The query with which Google and GitHub send the browser back. */
const Callback = z.strictObject({
  code: Text,
  state: Text,
  iss: Text,
  scope: Text,
  authuser: Text,
  hd: Text,
  prompt: Text,
  session_state: Text,
  error: Text,
  error_description: Text,
  error_uri: Text,
});

/** Signing in with Google or GitHub. Both routes are for browsers, which they redirect. */
export function oauthRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      path: '/v1/auth/oauth/{provider}',
      operationId: 'start_oauth',
      summary: 'Sign in with Google or GitHub',
      params,
      query: z.strictObject({ return_to: ReturnTo.default('/') }),
      responses: [onward],
      errors: ['not_found', 'rate_limited'],
      handler: async ({ params, query, headers, address, requestId }) =>
        toResponse(await beginOauth(services, { headers, address, request_id: requestId }, { ...params, ...query })),
    }),
    defineRoute({
      ...base,
      path: '/v1/auth/callback/{provider}',
      operationId: 'finish_oauth',
      summary: 'Finish signing in with Google or GitHub',
      params,
      query: Callback,
      responses: [onward],
      errors: ['not_found', 'rate_limited'],
      handler: async ({ params, query, headers, address, requestId }) => {
        const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
        const search = `?${new URLSearchParams(Object.fromEntries(given)).toString()}`;
        return toResponse(
          await finishOauth(services, { headers, address, request_id: requestId }, { ...params, search }),
        );
      },
    }),
  ];
}

function toResponse({ location, cookies }: OauthStep): Response {
  const headers = new Headers({ location });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 302, headers });
}
