import {
  allowInsecureRequests,
  clockSkew,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type CustomFetch,
} from 'openid-client';
import { z } from 'zod';
import type { OauthClientSettings } from '../../config/auth.ts';
import type { OauthDialect } from './oauth-client.ts';

const Claims = z.object({
  sub: z.string(),
  email: z.email().optional(),
  email_verified: z.boolean().default(false),
  name: z.string().optional(),
});

/**
 * Creates the dialect of Google, or of another OpenID provider that is configured in its place, by discovery. The library does not check
 * the signature of an ID token that came over TLS; here it is always checked with the provider's published keys.
 */
export function createGoogleDialect(settings: OauthClientSettings, fetch: CustomFetch): OauthDialect {
  const { clientId, clientSecret, url } = settings;
  const isHttp = new URL(url).protocol === 'http:';
  return {
    provider: 'google',
    scope: 'openid email profile',
    isOpenId: true,
    configure: (skewSeconds) =>
      discovery(new URL(url), clientId, { client_secret: clientSecret, [clockSkew]: skewSeconds }, undefined, {
        [customFetch]: fetch,
        execute: isHttp ? [allowInsecureRequests, enableNonRepudiationChecks] : [enableNonRepudiationChecks],
      }),
    async identify(_configuration, tokens) {
      const { sub, email, email_verified, name } = Claims.parse(tokens.claims());
      return {
        provider: 'google',
        subject: sub,
        email: email ?? null,
        isEmailVerified: email_verified,
        name: name ?? null,
      };
    },
  };
}
