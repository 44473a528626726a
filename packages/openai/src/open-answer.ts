import { readAnswer } from '@everruns/answer-reader';
import { askThroughSdk, type ChunkSource, type Compat, type DriverConnection, type SdkRequest } from '@everruns/core';
import { createClient } from './create-client.ts';
import { findReportedError } from './find-reported-error.ts';

export interface AnswerRequest extends SdkRequest {
  path: '/chat/completions' | '/responses';
}

/**
 * Sends the request and reads the answer with our own bounded reader instead of the SDK's. Rejects with the SDK's error
 * for an error status.
 */
export async function openAnswer<Chunk extends object>(
  connection: DriverConnection,
  compat: Compat,
  request: AnswerRequest,
): Promise<ChunkSource<Chunk>> {
  // `post` is used because the SDK's methods for each API rewrite chunks by the official schema.
  const response = await askThroughSdk({ connection, compat, createClient }, request);
  return readAnswer<Chunk>(response, { findError: findReportedError });
}
