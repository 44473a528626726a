import { readAnswer } from '@everruns/answer-reader';
import {
  askThroughSdk,
  boundRefusals,
  refuseWebPages,
  type ChunkSource,
  type Compat,
  type DriverConnection,
  type RequestHeads,
  type SdkRequest,
} from '@everruns/core';
import { BoundedMap } from '@everruns/kernel';
import { createClient } from './create-client.ts';
import { findReportedError } from './find-reported-error.ts';

export interface AnswerRequest extends SdkRequest {
  path: '/chat/completions' | '/responses';
}

const MAX_CONNECTIONS = 1_000;
const heads: RequestHeads = new BoundedMap(MAX_CONNECTIONS);

/**
 * Sends the request and reads the answer with our own bounded reader instead of the SDK's. Rejects with the SDK's error
 * for an error status.
 */
export async function openAnswer<Chunk extends object>(
  connection: DriverConnection,
  compat: Compat,
  request: AnswerRequest,
): Promise<ChunkSource<Chunk>> {
  const { provider_type, base_url, api_key, fetch } = connection;
  const response = await askThroughSdk(
    {
      heads,
      key: JSON.stringify([provider_type, base_url, api_key, compat.auth_header, request.path]),
      fetch: boundRefusals(refuseWebPages(fetch)),
      // `post` is used because the SDK's methods for each API rewrite chunks by the official schema.
      createClient: (sdkFetch) => createClient(connection, compat, sdkFetch),
    },
    request,
  );
  return readAnswer<Chunk>(response, { findError: findReportedError });
}
