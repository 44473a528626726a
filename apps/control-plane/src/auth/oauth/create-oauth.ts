import type { GuardedFetch } from '@everruns/egress';
import type { Clock } from '@everruns/kernel';
import type { CustomFetch } from 'openid-client';
import { isLoopbackHost } from '@everruns/ingress';
import type { OauthClientSettings } from '../../config/auth.ts';
import { createGithubDialect } from './github.ts';
import { createGoogleDialect } from './google.ts';
import { createOauthClient, type OauthClient } from './oauth-client.ts';

const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** Creates the clients of the configured providers. Everything that they send goes through egress. */
export function createOauthClients(
  settings: readonly OauthClientSettings[],
  { openFetch, clock }: { openFetch: GuardedFetch; clock: Clock },
): OauthClient[] {
  return settings.map((each) => {
    const guarded = openFetch({
      purpose: 'provider',
      allowPrivateAddress: isLoopbackHost(new URL(each.url).hostname),
      maxBytes: MAX_BYTES,
      timeoutMs: TIMEOUT_MS,
    });
    // The library's options are a subset of those of fetch; its body type is a wider name for the same type.
    const fetch: CustomFetch = (url, options) => guarded(url, options as RequestInit);
    const dialect = each.provider === 'google' ? createGoogleDialect(each, fetch) : createGithubDialect(each, fetch);
    return createOauthClient(dialect, clock);
  });
}
