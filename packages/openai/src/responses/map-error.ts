import type { DriverConnection, ProviderError } from '@everruns/core';
import { mapSdkError } from '../map-sdk-error.ts';

export function mapError(error: unknown, connection: DriverConnection): ProviderError {
  return mapSdkError(error, connection);
}
