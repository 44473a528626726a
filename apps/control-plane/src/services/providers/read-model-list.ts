import { isStorableText } from '@everruns/kernel';

const MAX_MODELS = 10_000;
const MAX_ID_LENGTH = 256;

/**
 * The ids in a provider's list of models, in its order: `{data: [{id}]}` as OpenAI and Anthropic have it, `{models: [{name}]}`, or a bare
 * list. What is no id, or could not be stored, is left out. Null where there is no list.
 */
export function readModelList(text: string): string[] | null {
  const list = findList(parseJson(text));
  if (list === null) return null;
  const ids = list.slice(0, MAX_MODELS).map(idOf).filter(isModelId);
  return ids.length === 0 && list.length > 0 ? null : [...new Set(ids)];
}

function findList(json: unknown): unknown[] | null {
  if (Array.isArray(json)) return json;
  const { data, models } = isRecord(json) ? json : {};
  if (Array.isArray(data)) return data;
  return Array.isArray(models) ? models : null;
}

function idOf(model: unknown): unknown {
  if (!isRecord(model)) return model;
  return model['id'] ?? model['name'];
}

function isModelId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= MAX_ID_LENGTH && isStorableText(id);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
