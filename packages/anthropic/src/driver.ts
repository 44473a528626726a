import { readAnswer } from '@everruns/answer-reader';
import { askThroughSdk, driveNormalized, type Compat, type CreateModelDriver, type ModelCall } from '@everruns/core';
import type { DriverConnection, LlmRequest } from '@everruns/core';
import { createClient } from './create-client.ts';
import { findReportedError } from './find-reported-error.ts';
import { mapError } from './map-error.ts';
import { endStream, mapChunk, resumeStream, startStream, type StreamState } from './stream-mapper.ts';
import { hasSearch } from './search-request.ts';
import { toPausedMessage, toWireRequest } from './to-wire-request.ts';
import type { WireChunk, WireRequest } from './wire.ts';

/** Anthropic's Messages API. */
export const createAnthropicDriver: CreateModelDriver = (connection) => ({
  provider_type: connection.provider_type,
  stream: (asked, { signal }) =>
    driveNormalized(connection, asked, (request, compat) => {
      const body = toWireRequest(request, compat, connection.provider_type);
      const initial = startStream({ provider_type: connection.provider_type, model: request.model });
      return makeCall({ connection, request, compat, body, signal, resumed: 0 }, initial);
    }),
});

interface Sent {
  connection: DriverConnection;
  request: LlmRequest;
  compat: Compat;
  body: WireRequest;
  signal: AbortSignal;
  /** How often the answer has gone on after a pause. */
  resumed: number;
}

function makeCall(sent: Sent, initial: StreamState): ModelCall<StreamState, WireChunk> {
  const { connection, request, compat, body, signal, resumed } = sent;
  return {
    parameters: [...Object.keys(body), ...(hasSearch(body) ? ['web_search'] : [])],
    signal,
    initial,
    open: async () => {
      // Another request needs another id, because a provider that knows the first one would repeat its answer.
      const requestId = resumed === 0 ? request.request_id : `${request.request_id}:resumed:${resumed}`;
      // `post` rather than `messages.create`, which writes warnings about models to the console; our own reader is bounded.
      const response = await askThroughSdk(
        { connection, compat, createClient },
        { path: '/v1/messages', body, requestId, signal },
      );
      return readAnswer<WireChunk>(response, { findError: findReportedError });
    },
    map: mapChunk,
    end: endStream,
    isAnswered: ({ stopReason }) => stopReason !== undefined,
    mapError: (error) => mapError(error, connection),
    resume(state) {
      const paused = resumeStream(state);
      if (paused === null) return null;
      // What was said so far holds everything since the question.
      const question = resumed === 0 ? body.messages : body.messages.slice(0, -1);
      const messages = [...question, toPausedMessage(paused.content)];
      return makeCall({ ...sent, body: { ...body, messages }, resumed: resumed + 1 }, paused.state);
    },
  };
}
