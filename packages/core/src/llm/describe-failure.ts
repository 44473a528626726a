import { omitUndefined, toBoundedText } from '@everruns/kernel';
import { hasErrorCode, LIMITS } from '@everruns/schemas';
import { classOfWords } from './failure-words.ts';
import { maskSecrets } from './mask-secrets.ts';
import type { ProviderError, ProviderErrorClass } from './provider-error.ts';
import { readLimitResetMs } from './rate-limit-reset.ts';
import { readRetryAfterMs } from './retry-after.ts';

/** A failed call in the terms that all vendors share. */
export interface Failure {
  /** The provider's message. */
  message: string;
  status?: number | undefined;
  headers?: Headers | undefined;
  code?: string | undefined;
  /** The meaning of the vendor's code, if it is more precise than the status. */
  codeClass?: ProviderErrorClass | undefined;
  /** The field of the request that the error names. */
  parameter?: string | undefined;
  /** The key of the call, which is masked in every text. */
  apiKey?: string | undefined;
}

const MAX_MESSAGE_LENGTH = 2_000;
const MAX_CODE_LENGTH = 256;
/** Only this much of a provider's message is searched. */
const MAX_READ_LENGTH = 64 * 1024;
const SEARCHED_LENGTH = 10_000;
const TIMEOUT_CODES = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Classifies a provider's refusal (the table is in `engine.md`) and makes its message safe to store. */
export function describeFailure(failure: Failure): ProviderError {
  const said = wordsOf(failure);
  return { ...sortFailure(failure), ...(said === '' ? {} : { provider_message: said }) };
}

function sortFailure(reported: Failure): ProviderError {
  const failure: Failure = { ...reported, message: reported.message.slice(0, MAX_READ_LENGTH) };
  const errorClass = classify(failure);
  const retryAfterMs =
    readRetryAfterMs(failure.headers) ??
    (errorClass === 'rate_limited' ? readLimitResetMs(failure.headers, failure.message) : undefined);
  return {
    class: errorClass,
    message: toBoundedText(mask(failure), MAX_MESSAGE_LENGTH),
    ...omitUndefined({ status: failure.status, retry_after_ms: retryAfterMs }),
    ...(failure.code === undefined ? {} : { provider_code: toBoundedText(failure.code, MAX_CODE_LENGTH) }),
    ...(failure.parameter === undefined ? {} : { parameter: toBoundedText(failure.parameter, MAX_CODE_LENGTH) }),
  };
}

/** Describes a call that ended without an answer: the connection failed or broke, or the bytes are not an event stream. */
export function describeLostCall(error: unknown, apiKey: string | undefined): ProviderError {
  const chain = causesOf(error);
  // The platform's own fetch refuses such an address or answer on every attempt, and its message is written for people.
  const refusal = chain.find((cause) => hasErrorCode(cause, 'invalid_request'));
  if (refusal !== undefined) return { class: 'bad_request', message: refusal.message };
  const badKey = chain.find((cause) => hasErrorCode(cause, 'provider_auth'));
  if (badKey !== undefined) return { class: 'auth', message: badKey.message };
  const excess = chain.find((cause) => hasErrorCode(cause, 'payload_too_large'));
  if (excess !== undefined) return { class: 'unusable_answer', message: excess.message };
  const codeClass = chain.some(isTimeout) ? 'timeout' : 'stream_broken';
  const message = chain.map((cause) => cause.message).join(': ') || 'the call failed';
  // This message describes how the local network resolves names and reaches addresses, so it is not a provider's message.
  return sortFailure({ apiKey, message, codeClass });
}

function classify({ status, codeClass, message }: Failure): ProviderErrorClass {
  // Servers use `bad_request` for anything and `rate_limited` for an exhausted quota, so the message and the status decide.
  const isVague =
    codeClass === undefined || codeClass === 'bad_request' || codeClass === 'rate_limited' || codeClass === 'auth';
  if (!isVague) return codeClass;
  const said = classOfWords(message, status);
  if (said === 'quota' || codeClass === undefined || codeClass === 'bad_request')
    return said ?? byStatus(status, codeClass);
  return codeClass;
}

function byStatus(status: number | undefined, codeClass: ProviderErrorClass | undefined): ProviderErrorClass {
  if (status === 408 || status === 504) return 'timeout';
  if (status === 402) return 'quota';
  if (status === 401 || status === 403) return 'auth';
  if (status === 429) return 'rate_limited';
  if (status === 413) return 'context_overflow';
  if (status === undefined) return codeClass ?? 'overloaded';
  return status === 409 || status >= 500 ? 'overloaded' : 'bad_request';
}

/** The SDKs put the status first, and invent a sentence if there is no body. */
function wordsOf(failure: Failure): string {
  const masked = toBoundedText(mask(failure), LIMITS.providerMessageChars);
  const said = masked.replace(new RegExp(`^${failure.status ?? 'none'} `), '').trim();
  return said === 'status code (no body)' ? '' : said;
}

/** Cuts the text before it is searched, because a body may have megabytes. */
function mask({ message, apiKey }: Failure): string {
  return maskSecrets(message.slice(0, SEARCHED_LENGTH), apiKey);
}

function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 5; cause = cause.cause) chain.push(cause);
  return chain;
}

function isTimeout(error: Error): boolean {
  if (error.name === 'TimeoutError' || /timed? ?out/i.test(error.message)) return true;
  return 'code' in error && typeof error.code === 'string' && TIMEOUT_CODES.has(error.code);
}
