import { describeFailure, type DriverConnection, type ProviderError } from '@everruns/core';
import { classOfCode, mapSdkError } from '../map-sdk-error.ts';

export function mapError(error: unknown, connection: DriverConnection): ProviderError {
  return mapSdkError(error, connection);
}

/** An error that came inside the stream: of `response.failed`, or an `error` event. */
export function mapStreamedError(error: { code?: string | null; message?: string } | null | undefined): ProviderError {
  return describeFailure({
    provider: 'OpenAI',
    message: error?.message ?? 'the response failed',
    code: error?.code ?? undefined,
    codeClass: classOfCode(error?.code),
  });
}
