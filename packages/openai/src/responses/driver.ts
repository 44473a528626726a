import { driveNormalized, type CreateModelDriver } from '@everruns/core';
import { openAnswer } from '../open-answer.ts';
import { mapError } from './map-error.ts';
import { endResponsesStream, mapResponsesChunk, startResponsesStream } from './stream-mapper.ts';
import { hasSearch, toWireRequest } from './to-wire-request.ts';
import type { WireChunk } from './wire.ts';

/** The driver for OpenAI's Responses API. */
export const createResponsesDriver: CreateModelDriver = (connection) => ({
  provider_type: connection.provider_type,
  stream: (asked, { signal }) =>
    driveNormalized(connection, asked, (request, compat) => {
      const body = toWireRequest(request, compat, connection.provider_type);
      return {
        parameters: [...Object.keys(body), ...(hasSearch(body) ? ['web_search'] : [])],
        signal,
        initial: startResponsesStream({ provider_type: connection.provider_type, model: request.model }),
        open: () =>
          openAnswer<WireChunk>(connection, compat, {
            path: '/responses',
            body,
            requestId: request.request_id,
            signal,
          }),
        map: mapResponsesChunk,
        end: endResponsesStream,
        isAnswered: () => false,
        mapError: (error) => mapError(error, connection),
      };
    }),
});
