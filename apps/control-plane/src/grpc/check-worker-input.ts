import { isStorableText } from '@everruns/kernel';
import { EverrunsError, LIMITS, MAX_REPORTED_TOKENS } from '@everruns/schemas';
import { assertStorable, scanJson, type JsonLimits } from '../kernel/scan-json.ts';

interface TextLimit {
  maxLength: number;
  /** Words for people: what is too long is cut, and what cannot be stored is left out. Any other text is refused. */
  isCut?: true;
  isJson?: true;
}

interface NumberLimit {
  min: number;
  max: number;
  /** A number beyond the limit counts as the limit. Any other is refused. */
  isCut?: true;
  isFraction?: true;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const ID: TextLimit = { maxLength: 64 };
const WORD: TextLimit = { maxLength: 256 };
const WORDS: TextLimit = { maxLength: 8_192, isCut: true };
const JSON_TEXT: TextLimit = { maxLength: LIMITS.grpcMessageBytes, isJson: true };
/** Columns of four bytes. */
const ORDINAL: NumberLimit = { min: 0, max: 2 ** 31 - 1 };
const SEQUENCE: NumberLimit = { min: 0, max: Number.MAX_SAFE_INTEGER };
/** Of one commit, which may hold several generations: sums over a session stay exact. */
const TOKENS: NumberLimit = { min: 0, max: 10 * MAX_REPORTED_TOKENS, isCut: true };
const DURATION: NumberLimit = { min: 0, max: DAY_MS, isCut: true };
/** What a model may write, and what stands around it. */
const JSON_LIMITS: JsonLimits = { maxDepth: 2 * LIMITS.bodyDepth, maxItems: 1_000_000 };

/** What a worker may say in a text field of this name, in whatever message. */
export const TEXT_LIMITS: Record<string, TextLimit> = {
  turn_id: ID,
  session_id: ID,
  exec_id: ID,
  successor_exec_ids: ID,
  id: ID,
  kind: WORD,
  type: WORD,
  code: WORD,
  retry_class: WORD,
  encoding: WORD,
  worker_id: WORD,
  name: { maxLength: 4_096 },
  host: { maxLength: 512 },
  provider_call_id: { maxLength: 4_096 },
  arguments_error: WORDS,
  detail: WORDS,
  message: WORDS,
  provider_message: WORDS,
  arguments_json: JSON_TEXT,
  data_json: JSON_TEXT,
  asked_json: JSON_TEXT,
  state_json: JSON_TEXT,
  // The session's own limits, which are lower, say more.
  path: { maxLength: 64 * 1_024 },
  read_path: { maxLength: 64 * 1_024 },
  url: { maxLength: 8_192 },
  sources: { maxLength: 8_192 },
  result_json: JSON_TEXT,
  content: { maxLength: LIMITS.fileBodyBytes },
  contents: { maxLength: LIMITS.contextBytes },
};

export const NUMBER_LIMITS: Record<string, NumberLimit> = {
  iteration: ORDINAL,
  ordinal: ORDINAL,
  ordinals: ORDINAL,
  wait_ordinals: ORDINAL,
  segment: ORDINAL,
  attempt: ORDINAL,
  operation: ORDINAL,
  revision: SEQUENCE,
  base_revision: SEQUENCE,
  have_sequence: SEQUENCE,
  frame_number: SEQUENCE,
  id: SEQUENCE,
  input_tokens: TOKENS,
  output_tokens: TOKENS,
  cache_read_tokens: TOKENS,
  cache_creation_tokens: TOKENS,
  reasoning_tokens: TOKENS,
  web_searches: TOKENS,
  cost_usd: { min: 0, max: 1_000_000_000, isFraction: true },
  retry_after_ms: DURATION,
  http_status: { min: 0, max: 999, isCut: true },
  wake_after_ms: DURATION,
  timeout_ms: DURATION,
  wake_at_ms: { min: 0, max: 8.64e15, isCut: true },
  skew_ms: { min: -365 * DAY_MS, max: 365 * DAY_MS, isCut: true },
};

/** How many there may be in a repeated field. */
export const COUNT_LIMITS: Record<string, number> = {
  events: 1_000,
  paid: 1_000,
  calls: LIMITS.toolCallsPerGeneration,
  results: LIMITS.toolCallsPerGeneration,
  successor_exec_ids: LIMITS.toolCallsPerGeneration,
  ordinals: LIMITS.toolCallsPerGeneration,
  wait_ordinals: LIMITS.toolCallsPerGeneration,
  running: 20_000,
  files: LIMITS.filesPerSession,
  sources: 100,
  contents: 64,
};

/** How long a field of bytes may be. */
export const BYTE_LIMITS: Record<string, number> = {
  content: LIMITS.fileBytes,
  bytes: LIMITS.inlineFileBytes,
  uploaded: 32,
};

/** Escapes, exponents and keys that a parsed value is looked at for. */
const SUSPICIOUS = /\\u(?:0000|d[89a-f])|\d[eE]\+?\d{3}|\d{300}|__proto__/i;
const SHORT = 256;

/**
 * The one gate for what workers send: every text, number and count of a decoded message is bounded and can be stored, or it is refused
 * with `invalid_request`; durations and words for people are cut. Cuts happen in the message itself.
 */
export function checkWorkerInput(message: object): void {
  const fields = message as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    if (name === '$case') continue;
    fields[name] = check(value, name === 'value' && '$case' in fields ? String(fields['$case']) : name);
  }
}

function check(value: unknown, name: string): unknown {
  switch (typeof value) {
    case 'string':
      return checkText(value, name);
    case 'number':
      return checkNumber(value, name);
    case 'object':
      if (value === null) return value;
      if (Array.isArray(value)) return checkList(value, name);
      if (value instanceof Uint8Array) return checkBytes(value, name);
      checkWorkerInput(value);
      return value;
    default:
      return value;
  }
}

function checkList(values: unknown[], name: string): unknown[] {
  const max = limitOf(COUNT_LIMITS, name);
  if (values.length > max) throw refuse(name, `must not have more than ${max} items`);
  return values.map((value) => check(value, name));
}

function checkBytes(bytes: Uint8Array, name: string): Uint8Array {
  const max = limitOf(BYTE_LIMITS, name);
  if (bytes.byteLength > max) throw refuse(name, `must not be longer than ${max} bytes`);
  return bytes;
}

function checkText(text: string, name: string): string {
  const { maxLength, isCut, isJson } = limitOf(TEXT_LIMITS, name);
  if (isCut) return text.replaceAll('\u0000', '').slice(0, maxLength).toWellFormed();
  if (text.length > maxLength) throw refuse(name, `must not be longer than ${maxLength} characters`);
  if (!isStorableText(text)) throw refuse(name, 'must not contain NUL or unpaired surrogates');
  if (isJson) checkJson(text, name);
  return text;
}

/** What is no JSON is left to whoever parses it. */
function checkJson(text: string, name: string): void {
  if (text.length > SHORT) scanJson(text, JSON_LIMITS);
  if (!SUSPICIOUS.test(text)) return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new EverrunsError('malformed_json', `the field ${name} holds no JSON`, { cause: error });
  }
  assertStorable(value);
}

function checkNumber(value: number, name: string): number {
  const { min, max, isCut, isFraction } = limitOf(NUMBER_LIMITS, name);
  const isKind = isFraction ? Number.isFinite(value) : Number.isSafeInteger(value);
  if (isKind && value >= min && value <= max) return value;
  if (!isCut) throw refuse(name, `must be a ${isFraction ? '' : 'whole '}number from ${min} to ${max}`);
  return Number.isNaN(value) ? min : Math.min(max, Math.max(min, value));
}

/** A field of a new proto needs a limit here before it is taken. */
function limitOf<Limit>(limits: Record<string, Limit>, name: string): Limit {
  const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
  if (limit === undefined) throw refuse(name, 'has no limit that this control plane knows');
  return limit;
}

function refuse(name: string, rule: string): EverrunsError {
  return new EverrunsError('invalid_request', `${name} ${rule}`);
}
