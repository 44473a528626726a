import { isEverrunsError, PROVIDERS, type LlmProviderCheck, type LlmProviderId } from '@everruns/schemas';
import { findStoredLlmProvider, type StoredProvider } from '../../repositories/llm-providers.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite } from '../../idempotency/idempotent-write.ts';
import { findStoredAnswer } from '../../idempotency/stored-answer.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';
import { toModelsRequest, type ModelsRequest } from './models-request.ts';
import { decryptProviderKey } from './provider-key.ts';
import { SIMULATOR } from './provider-offer.ts';
import { readModelList } from './read-model-list.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 4 * 1024 * 1024;

export interface CheckLlmProviderInput {
  provider_id: LlmProviderId;
  idempotency: IdempotencyRequest | null;
  signal: AbortSignal;
}

/** Asks a provider for its models once, through egress, to learn whether the key is valid and which models it has. Throws `not_found`. */
export async function checkLlmProvider(
  deps: Services,
  ctx: RequestContext,
  input: CheckLlmProviderInput,
): Promise<LlmProviderCheck> {
  const { idempotency } = input;
  const stored = await findStoredLlmProvider(deps.db, ctx, { id: input.provider_id, lock: false });
  if (stored === null) throw notFound('provider');
  const before = idempotency === null ? null : await findStoredAnswer(deps.db, ctx, idempotency);
  // Only this verb stores an answer under the scope of its path.
  if (before !== null) return before.response as LlmProviderCheck;
  const check = await askForModels(deps, ctx, { stored, signal: input.signal });
  return (await idempotentWrite(deps.db, { ctx, idempotency, status: 200 }, async () => check)).answer;
}

async function askForModels(
  deps: Services,
  ctx: RequestContext,
  { stored, signal }: { stored: StoredProvider; signal: AbortSignal },
): Promise<LlmProviderCheck> {
  const { provider, payload, origin } = stored;
  const { listing, needsKey } = PROVIDERS[provider.provider_type];
  if (listing === null) return { ...refusal('ok', 'The simulator is built in.'), models: [...SIMULATOR.models] };
  const apiKey = payload === null ? null : decryptProviderKey(deps.envelope, ctx, { id: provider.id, payload });
  if (apiKey === null && needsKey) return refusal('key_rejected', 'There is no API key. Add one.');
  let request: ModelsRequest | null;
  try {
    request = toModelsRequest(provider, apiKey);
  } catch {
    return refusal('key_rejected', 'The API key holds characters that cannot be sent. Copy it again.');
  }
  if (request === null) return refusal('failed', `A provider of type ${provider.provider_type} needs a base_url.`);
  const fetch = deps.openFetch({
    purpose: 'provider',
    allowPrivateAddress: origin === 'environment' || deps.allowPrivateProviders,
    maxBytes: MAX_BYTES,
    timeoutMs: TIMEOUT_MS,
  });
  try {
    const response = await fetch(request.url, { headers: request.headers, redirect: 'manual', signal });
    return judge(response.status, await response.text());
  } catch (error) {
    return describeFailure(error);
  }
}

function judge(status: number, text: string): LlmProviderCheck {
  if (status === 401 || status === 403) {
    return refusal('key_rejected', `The provider rejects the API key (it answered ${status}). Replace it.`);
  }
  const models = status === 200 ? readModelList(text) : null;
  if (models === null) {
    return refusal('failed', `The provider answered ${status}, and no list of models. Check base_url.`);
  }
  return { status: 'ok', detail: `The key is good. The provider offers ${models.length} models.`, models };
}

/** The error's own message could reveal to a tenant how the names of this network resolve. */
function describeFailure(error: unknown): LlmProviderCheck {
  if (!isEverrunsError(error)) return refusal('unreachable', 'The provider does not answer at its base_url.');
  if (error.code === 'payload_too_large') return refusal('failed', 'The list of models is too large to be one.');
  return refusal(
    'unreachable',
    'The base_url leads to an address that is not public. An operator can open its range with EGRESS_ALLOW_CIDRS.',
  );
}

function refusal(status: LlmProviderCheck['status'], detail: string): LlmProviderCheck {
  return { status, detail, models: [] };
}
