import { EverrunsError, type LlmProvider } from '@everruns/schemas';
import type { StoredProvider } from '../../repositories/llm-providers.ts';
import { entityTagOf } from '../../kernel/if-match.ts';

/** Changes with every change, a new key included. */
export function providerTag(provider: LlmProvider): string {
  const { name, provider_type, base_url, api_key_set, status, compat, updated_at } = provider;
  return entityTagOf(name, provider_type, base_url, api_key_set, status, JSON.stringify(compat), updated_at);
}

/** Throws `conflict` for a provider of the operator's environment: the next start would write it again. */
export function assertEditable({ origin, provider }: StoredProvider): void {
  if (origin === 'api') return;
  throw new EverrunsError(
    'conflict',
    `${provider.name} comes from the operator's environment. Change it there and restart, remove it with "everruns providers forget", or add a provider of your own.`,
  );
}
