import { readAnswer } from '@everruns/answer-reader';
import type { ChunkSource, Compat, DriverConnection } from '@everruns/core';
import { createClient } from './create-client.ts';
import { findReportedError } from './find-reported-error.ts';

export interface AnswerRequest {
  path: '/chat/completions' | '/responses';
  body: object;
  requestId: string;
  signal: AbortSignal;
}

/**
 * Sends the request and reads the answer with our own bounded reader instead of the SDK's. Rejects with the SDK's error
 * for an error status.
 */
export async function openAnswer<Chunk extends object>(
  connection: DriverConnection,
  compat: Compat,
  { path, body, requestId, signal }: AnswerRequest,
): Promise<ChunkSource<Chunk>> {
  // `post` is used because the SDK's methods for each API rewrite chunks by the official schema.
  const response = await createClient(connection, compat)
    .post(path, { body, headers: { 'idempotency-key': requestId }, stream: true, signal })
    .asResponse();
  return readAnswer<Chunk>(response, { findError: findReportedError });
}
