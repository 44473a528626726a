import { Anthropic } from '@anthropic-ai/sdk';
import { readAnswer } from '@everruns/answer-reader';
import {
  driveNormalized,
  boundRefusals,
  refuseWebPages,
  toHeaderSafeKey,
  type Compat,
  type CreateModelDriver,
  type DriverConnection,
} from '@everruns/core';
import { EverrunsError, PROVIDERS } from '@everruns/schemas';
import { findReportedError } from './find-reported-error.ts';
import { mapError } from './map-error.ts';
import { endStream, mapChunk, startStream } from './stream-mapper.ts';
import { toWireRequest } from './to-wire-request.ts';
import type { WireChunk } from './wire.ts';

/** The caller's signal limits the call. This value only disables the SDK's own shorter limit. */
const TIMEOUT_MS = 60 * 60 * 1_000;

/** Anthropic's Messages API. */
export const createAnthropicDriver: CreateModelDriver = (connection) => ({
  provider_type: connection.provider_type,
  stream: (asked, { signal }) =>
    driveNormalized(connection, asked, (request, compat) => {
      const body = toWireRequest(request, compat, connection.provider_type);
      return {
        parameters: Object.keys(body),
        signal,
        initial: startStream({ provider_type: connection.provider_type, model: request.model }),
        open: async () => {
          // `post` rather than `messages.create`, which writes warnings about models to the console; our own reader is bounded.
          const response = await createClient(connection, compat)
            .post('/v1/messages', { body, headers: { 'idempotency-key': request.request_id }, stream: true, signal })
            .asResponse();
          return readAnswer<WireChunk>(response, { findError: findReportedError });
        },
        map: mapChunk,
        end: endStream,
        isAnswered: ({ stopReason }) => stopReason !== undefined,
        mapError: (error) => mapError(error, connection),
      };
    }),
});

/** An SDK client that reads no credential from the environment, retries nothing, logs nothing and uses the given fetch. Throws `invalid_request`. */
function createClient(connection: DriverConnection, compat: Compat): Anthropic {
  const apiKey = toHeaderSafeKey(connection.api_key);
  const { defaultBaseUrl } = PROVIDERS[connection.provider_type];
  const baseUrl = (connection.base_url ?? defaultBaseUrl ?? '').replace(/(?:\/v1)?\/*$/, '');
  if (!URL.canParse(baseUrl)) throw new EverrunsError('invalid_request', "The model provider's base URL is no URL.");
  return new Anthropic({
    baseURL: baseUrl,
    apiKey: apiKey || 'none',
    authToken: null,
    webhookKey: null,
    defaultHeaders: authHeaders(apiKey, baseUrl === defaultBaseUrl, compat),
    fetch: boundRefusals(refuseWebPages(connection.fetch)),
    maxRetries: 0,
    timeout: TIMEOUT_MS,
    logLevel: 'off',
  });
}

/** The SDK sends its own header to the vendor's address; gateways and servers that follow an older API version look for `x-api-key` or a bearer token. */
function authHeaders(
  apiKey: string | undefined,
  isAtHome: boolean,
  { auth_header: header }: Compat,
): Record<string, string | null> {
  if (apiKey === undefined) return { authorization: null };
  if (isAtHome || header === 'bearer') return {};
  return { [header]: apiKey };
}
