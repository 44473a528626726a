import type { DriverConnection, ProviderError } from '@everruns/core';
import { mapSdkError } from '../map-sdk-error.ts';

export function mapError(error: unknown, connection: DriverConnection): ProviderError {
  return mapSdkError(error, connection, statusOf);
}

/** Inside a stream some gateways put an HTTP status where OpenAI has a code. */
function statusOf(code: unknown): number | undefined {
  const status = Number(code);
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined;
}
