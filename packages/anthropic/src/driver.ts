import { readAnswer } from '@everruns/answer-reader';
import { askThroughSdk, driveNormalized, type CreateModelDriver } from '@everruns/core';
import { createClient } from './create-client.ts';
import { findReportedError } from './find-reported-error.ts';
import { mapError } from './map-error.ts';
import { endStream, mapChunk, startStream } from './stream-mapper.ts';
import { hasSearch } from './search-request.ts';
import { toWireRequest } from './to-wire-request.ts';
import type { WireChunk } from './wire.ts';

/** Anthropic's Messages API. */
export const createAnthropicDriver: CreateModelDriver = (connection) => ({
  provider_type: connection.provider_type,
  stream: (asked, { signal }) =>
    driveNormalized(connection, asked, (request, compat) => {
      const body = toWireRequest(request, compat, connection.provider_type);
      return {
        parameters: [...Object.keys(body), ...(hasSearch(body) ? ['web_search'] : [])],
        signal,
        initial: startStream({ provider_type: connection.provider_type, model: request.model }),
        open: async () => {
          // `post` rather than `messages.create`, which writes warnings about models to the console; our own reader is bounded.
          const sent = { path: '/v1/messages', body, requestId: request.request_id, signal };
          const response = await askThroughSdk({ connection, compat, createClient }, sent);
          return readAnswer<WireChunk>(response, { findError: findReportedError });
        },
        map: mapChunk,
        end: endStream,
        isAnswered: ({ stopReason }) => stopReason !== undefined,
        mapError: (error) => mapError(error, connection),
      };
    }),
});
