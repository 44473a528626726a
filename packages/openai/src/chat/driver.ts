import { driveNormalized, type CreateModelDriver } from '@everruns/core';
import { openAnswer } from '../open-answer.ts';
import { mapError } from './map-error.ts';
import { endChatStream, mapChatChunk, startChatStream } from './stream-mapper.ts';
import { toWireRequest } from './to-wire-request.ts';
import type { WireChunk } from './wire.ts';

/** The driver for Chat Completions, which serves `openai_compatible` and `azure_openai`. */
export const createChatDriver: CreateModelDriver = (connection) => ({
  provider_type: connection.provider_type,
  stream: (asked, { signal }) =>
    driveNormalized(connection, asked, (request, compat) => {
      const body = toWireRequest(request, compat, connection.provider_type);
      return {
        parameters: Object.keys(body),
        signal,
        initial: startChatStream({ provider_type: connection.provider_type, model: request.model }),
        open: () =>
          openAnswer<WireChunk>(connection, compat, {
            path: '/chat/completions',
            body,
            requestId: request.request_id,
            signal,
          }),
        map: mapChatChunk,
        end: endChatStream,
        isAnswered: ({ finishReason }) => finishReason !== undefined,
        mapError: (error) => mapError(error, connection),
      };
    }),
});
