import type { RepairedPart } from '@everruns/schemas';
import type { ProviderError } from '../llm/provider-error.ts';

/** The parts that the refusal of a conversation names. The first match counts. */
const NAMED: readonly [RegExp, RepairedPart[]][] = [
  [
    /\b(?:image|picture|photo|media[ _]type|base64|vision|multimodal|pixels?)\b|image_url|input_(?:image|file)|\bpdf\b|\bdocuments?\b|file_data/i,
    ['pictures'],
  ],
  [/thinking|reasoning|signature|encrypted[ _]content|thought|\brs_/i, ['reasoning']],
  [/tool|function|call_id|roles? must|alternat|after role|conversation roles/i, ['unknown_tools', 'tool_rounds']],
];
const OPTIONAL: RepairedPart[] = ['pictures', 'reasoning', 'unknown_tools'];
const EVERYTHING: RepairedPart[] = ['pictures', 'reasoning', 'tool_rounds'];

/** Errors that no change of the conversation can cure. */
const NOT_THE_HISTORY =
  /model.{0,80}(?:not found|not exist|unknown|invalid|no access|deprecated|decommissioned|unavailable)|(?:unknown|invalid|no such|unsupported) model|api[ _-]?version|deployment|url.{0,20}not found/i;

/** Whether a provider refused the request because of its content, so that a repaired conversation may be accepted. */
export function isRefusedHistory(error: ProviderError): boolean {
  if (error.class !== 'bad_request' || error.status === 404 || error.status === undefined) return false;
  return !NOT_THE_HISTORY.test(error.message);
}

/**
 * Returns what to leave out in each attempt: first what the provider named, or else all that is optional, and then everything.
 */
export function planRepairs(error: ProviderError): RepairedPart[][] {
  const named = NAMED.find(([words]) => words.test(error.message))?.[1];
  return [named ?? OPTIONAL, EVERYTHING];
}
