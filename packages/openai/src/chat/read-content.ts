import { listOf, recordOf, textOf } from '@everruns/answer-reader';
import type { JsonObject, JsonValue } from '@everruns/schemas';

export interface SaidContent {
  text: string;
  thinking: string;
  isRefusal: boolean;
}

/**
 * Returns the content of a delta or a message: text as a string or a list of parts (Mistral puts its thinking there), a
 * refusal, and reasoning under each name that vendors use for it. Of several names for the same reasoning only the
 * first counts.
 */
export function readContent(delta: JsonObject): SaidContent {
  const parts = readParts(delta['content']);
  const refusal = textOf(delta['refusal']);
  return {
    text: parts.text || refusal || textOf(delta['text']),
    thinking: reasoningOf(delta) + parts.thinking,
    isRefusal: parts.isRefusal || refusal !== '',
  };
}

function readParts(content: JsonValue | undefined): SaidContent {
  if (typeof content === 'string') return { text: content, thinking: '', isRefusal: false };
  const said = (Array.isArray(content) ? content : [content]).map(readPart);
  return {
    text: said.map(({ text }) => text).join(''),
    thinking: said.map(({ thinking }) => thinking).join(''),
    isRefusal: said.some(({ isRefusal }) => isRefusal),
  };
}

function readPart(part: JsonValue | undefined): SaidContent {
  if (typeof part === 'string') return { text: part, thinking: '', isRefusal: false };
  const record = recordOf(part);
  const { type, text, refusal, thinking, reasoning } = record;
  if (type === 'thinking' || type === 'reasoning') {
    return { text: '', thinking: textWithin(thinking) || textWithin(reasoning) || textWithin(text), isRefusal: false };
  }
  return { text: textOf(text) || textOf(refusal), thinking: '', isRefusal: textOf(refusal) !== '' };
}

/**
 * DeepSeek and Moonshot use `reasoning_content`; OpenRouter and vLLM use `reasoning`, and OpenRouter also sends pieces
 * in `reasoning_details`; others use `thinking` or `reasoning_text`.
 */
function reasoningOf(delta: JsonObject): string {
  const { reasoning_content: content, reasoning, thinking, reasoning_text: text, reasoning_details: details } = delta;
  return (
    textWithin(content) ||
    textWithin(reasoning) ||
    textWithin(thinking) ||
    textWithin(text) ||
    listOf(details).map(textWithin).join('')
  );
}

/** Returns the text of a string, of an object, or of a list of either. */
function textWithin(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => textOf(item) || textOf(recordOf(item)['text'])).join('');
  const { text, content, thinking, summary } = recordOf(value);
  return textOf(text) || textOf(content) || textOf(thinking) || textOf(summary);
}
