import {
  isEverrunsError,
  isVendor,
  LlmProviderType,
  ModelCompat,
  offerOf,
  OptionalParameter,
  PROVIDERS,
  ResolvedModel,
} from '@everruns/schemas';
import type { StoredModelRow } from '../../repositories/llm-models.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { decryptProviderKey } from '../providers/provider-key.ts';
import type { CoreServices } from '../services.ts';
import { contextWindowOf } from './model-info.ts';

/** A model that can be called, or a sentence that says why it cannot and what to do. */
export type JudgedModel = { model: ResolvedModel; problem: null } | { model: null; problem: string };

/** Decides whether a stored model can be called, and decrypts its provider's key. Never throws for stored values. */
export function judgeModel(
  deps: Pick<CoreServices, 'envelope' | 'allowPrivateProviders'>,
  ctx: Pick<RequestContext, 'org_id'>,
  row: StoredModelRow,
): JudgedModel {
  const lack = findLack(row);
  if (lack !== null) return refuse(row, lack);
  const { api_key_encrypted: payload, origin, base_url, status: _status, provider_status: _provider, ...rest } = row;
  const {
    compat: _compat,
    provider_compat: _inherited,
    refused_parameters: _refused,
    context_window_tokens,
    max_output_tokens,
    ...named
  } = rest;
  const key = payload === null ? undefined : readKey(deps, ctx, row);
  if (key === null) return refuse(row, `the stored API key of ${row.provider_name} cannot be read. ${addKeyTo(row)}`);
  const model = ResolvedModel.parse({
    ...named,
    base_url: base_url ?? undefined,
    api_key: key,
    allow_private_address: origin === 'environment' || deps.allowPrivateProviders,
    max_output_tokens: max_output_tokens ?? undefined,
    compat: mergeCompat(row),
  });
  const contextWindow = context_window_tokens ?? contextWindowOf(model);
  return {
    model: contextWindow === null ? model : { ...model, context_window_tokens: contextWindow },
    problem: null,
  };
}

/** Merges compatibility settings: the model's win over its provider's, and both over what the model has refused. */
function mergeCompat({ compat, provider_compat, refused_parameters }: StoredModelRow): ModelCompat | undefined {
  const [own, inherited] = [ModelCompat.parse(compat ?? {}), ModelCompat.parse(provider_compat ?? {})];
  const refused = refused_parameters.filter((name) => OptionalParameter.safeParse(name).success);
  const merged = ModelCompat.parse({
    ...inherited,
    ...own,
    leave_out: [...new Set([...(inherited.leave_out ?? []), ...(own.leave_out ?? []), ...refused])],
  });
  if (merged.leave_out?.length === 0) delete merged.leave_out;
  return Object.keys(merged).length === 0 ? undefined : merged;
}

function refuse({ model }: StoredModelRow, cause: string): JudgedModel {
  return { model: null, problem: `The model ${model} cannot be called: ${cause}, or choose another model.` };
}

/** Returns what a model lacks, before its key is checked. A vendor's own address accepts no call without a key. */
function findLack(row: StoredModelRow): string | null {
  const { provider_name: name } = row;
  if (row.provider_status !== 'active') {
    const cure = row.origin === 'environment' ? addKeyTo(row) : 'Enable the provider';
    return `its provider ${name} is disabled. ${cure}`;
  }
  if (row.status !== 'active') return 'it is disabled. Enable it';
  if (row.base_url !== null) return null;
  const type = LlmProviderType.safeParse(row.provider_type);
  if (!type.success)
    return `this release does not know ${row.provider_type}, the type of its provider. Upgrade the server`;
  const { listing, defaultBaseUrl } = PROVIDERS[type.data];
  if (listing === null) return null;
  if (defaultBaseUrl === null) return `its provider ${name} has no base_url. Add the address`;
  return row.api_key_encrypted === null ? `its provider ${name} has no API key. ${addKeyTo(row)}` : null;
}

function addKeyTo({ origin, provider_type }: StoredModelRow): string {
  if (origin === 'api' || !isVendor(provider_type)) return 'Enter the key of the provider anew';
  return `Ask the operator to start the server with ${offerOf(provider_type).settings.apiKeys[1]}`;
}

/** Returns null for a key that was altered, moved, or wrapped with an encryption key that this process does not have. */
function readKey(
  { envelope }: Pick<CoreServices, 'envelope'>,
  ctx: Pick<RequestContext, 'org_id'>,
  { provider_id, api_key_encrypted: payload }: StoredModelRow,
): string | null {
  try {
    return decryptProviderKey(envelope, ctx, { id: provider_id, payload });
  } catch (error) {
    if (isEverrunsError(error)) return null;
    throw error;
  }
}
