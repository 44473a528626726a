import { driveNormalized, type CreateModelDriver } from '@everruns/core';
import { createClient } from '../create-client.ts';
import { mapError } from './map-error.ts';
import { mapResponsesChunk, startResponsesStream } from './stream-mapper.ts';
import { toWireRequest } from './to-wire-request.ts';
import type { WireChunk } from './wire.ts';

/** OpenAI's Responses API. */
export const createResponsesDriver: CreateModelDriver = (connection) => ({
  provider_type: connection.provider_type,
  stream: (asked, { signal }) =>
    driveNormalized(connection, asked, (request, compat) => {
      const body = toWireRequest(request, compat);
      return {
        parameters: Object.keys(body),
        signal,
        initial: startResponsesStream({ provider_type: connection.provider_type, model: request.model }),
        open: () =>
          createClient(connection, compat).post<AsyncIterable<WireChunk>>('/responses', {
            body,
            headers: { 'idempotency-key': request.request_id },
            stream: true,
            signal,
          }),
        map: mapResponsesChunk,
        mapError: (error) => mapError(error, connection),
      };
    }),
});
