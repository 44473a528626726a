import type { Compat, LlmMessage } from '@everruns/core';
import type { JsonObject, LlmProviderType } from '@everruns/schemas';
import type { ReturnedFields } from './wire.ts';

type AssistantMessage = Extract<LlmMessage, { role: 'assistant' }>;

export interface ReturnRules {
  model: string;
  providerType: LlmProviderType;
  compat: Compat;
}

/** Sent if there is no reasoning, because DeepSeek and Kimi refuse answers without it and some servers refuse empty text. */
const NO_REASONING = ' ';
/** Google's value for a call that another model made (ai.google.dev, "Thought signatures", FAQ). */
const FOREIGN_CALL = { google: { thought_signature: 'skip_thought_signature_validator' } };

/** Returns the model's own reasoning as fields of its message, under their original names, without that of other models. */
export function returnedFields(message: AssistantMessage, rules: ReturnRules): ReturnedFields {
  const items = ownItems(message, rules);
  const fields: ReturnedFields = {};
  const extra = items.find((item) => item['type'] === 'extra_content' && item['ordinal'] === undefined);
  if (rules.compat.call_signatures && isObject(extra?.['extra_content'])) fields.extra_content = extra['extra_content'];
  switch (rules.compat.reasoning_history) {
    case 'drop':
      return fields;
    case 'return':
      return { ...fields, ...reasoningFields(items, message.tool_calls.length > 0) };
    case 'require': {
      const text = textOf(items, 'reasoning_content') ?? textOf(items, 'reasoning') ?? NO_REASONING;
      return { ...fields, reasoning_content: text };
    }
  }
}

/**
 * Returns the signature of each call. If the provider demands signatures and there are none, the first call is marked
 * as foreign.
 */
export function callExtras(message: AssistantMessage, rules: ReturnRules): (JsonObject | undefined)[] {
  const items = ownItems(message, rules);
  const extras = message.tool_calls.map((_, ordinal) => {
    const item = items.find((known) => known['type'] === 'extra_content' && known['ordinal'] === ordinal);
    return isObject(item?.['extra_content']) ? item['extra_content'] : undefined;
  });
  if (!rules.compat.call_signatures || extras.some((extra) => extra !== undefined)) return extras;
  return extras.with(0, FOREIGN_CALL);
}

/** Details contain the complete reasoning. The text of reasoning is needed only beside the calls that it led to. */
function reasoningFields(items: readonly JsonObject[], hasCalls: boolean): ReturnedFields {
  const details = items.find((item) => item['type'] === 'reasoning_details')?.['details'];
  if (Array.isArray(details)) return { reasoning_details: details.filter(isObject) };
  if (!hasCalls) return {};
  const content = textOf(items, 'reasoning_content');
  if (content !== undefined) return { reasoning_content: content };
  const reasoning = textOf(items, 'reasoning');
  return reasoning === undefined ? {} : { reasoning };
}

function ownItems({ continuation }: AssistantMessage, { providerType, model }: ReturnRules): readonly JsonObject[] {
  return continuation?.provider_type === providerType && continuation.model === model ? continuation.items : [];
}

function textOf(items: readonly JsonObject[], type: string): string | undefined {
  const text = items.find((item) => item['type'] === type)?.['text'];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
