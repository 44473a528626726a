import type { Logger } from 'pino';
import type { TelemetrySettings } from '../config/telemetry.ts';
import type { Database } from '../db/database.ts';
import { createTurnTelemetry, type TurnTelemetry } from './turn-telemetry.ts';

/** Null without a collector. OpenTelemetry's SDK is loaded only with one. */
export async function openTelemetry(
  settings: TelemetrySettings | null,
  { db, version, log }: { db: Database; version: string; log: Logger },
): Promise<TurnTelemetry | null> {
  if (settings === null) return null;
  const { openOtlpSink } = await import('./otlp-sink.ts');
  const sink = openOtlpSink(settings, { version, log });
  return createTurnTelemetry({ db, sink, isContentRecorded: settings.isContentRecorded, log });
}
