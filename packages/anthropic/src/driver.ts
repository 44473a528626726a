import { readAnswer } from '@everruns/answer-reader';
import {
  askThroughSdk,
  boundRefusals,
  driveNormalized,
  refuseWebPages,
  type Compat,
  type CreateModelDriver,
  type DriverConnection,
  type RequestHeads,
} from '@everruns/core';
import { BoundedMap } from '@everruns/kernel';
import { createClient } from './create-client.ts';
import { findReportedError } from './find-reported-error.ts';
import { mapError } from './map-error.ts';
import { endStream, mapChunk, startStream } from './stream-mapper.ts';
import { toWireRequest } from './to-wire-request.ts';
import type { WireChunk } from './wire.ts';

const MAX_CONNECTIONS = 1_000;
const heads: RequestHeads = new BoundedMap(MAX_CONNECTIONS);

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
          const response = await ask(connection, compat, { body, requestId: request.request_id, signal });
          return readAnswer<WireChunk>(response, { findError: findReportedError });
        },
        map: mapChunk,
        end: endStream,
        isAnswered: ({ stopReason }) => stopReason !== undefined,
        mapError: (error) => mapError(error, connection),
      };
    }),
});

function ask(
  connection: DriverConnection,
  compat: Compat,
  request: { body: object; requestId: string; signal: AbortSignal },
): Promise<Response> {
  const { provider_type, base_url, api_key, fetch } = connection;
  return askThroughSdk(
    {
      heads,
      key: JSON.stringify([provider_type, base_url, api_key, compat.auth_header]),
      fetch: boundRefusals(refuseWebPages(fetch)),
      // `post` rather than `messages.create`, which writes warnings about models to the console; our own reader is bounded.
      createClient: (sdkFetch) => createClient(connection, compat, sdkFetch),
    },
    { ...request, path: '/v1/messages' },
  );
}
