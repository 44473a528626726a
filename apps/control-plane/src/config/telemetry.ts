import { flag, httpUrl } from '@everruns/settings';
import { z } from 'zod';

/** The settings of traces, by the names that OpenTelemetry gives them. */
export const TelemetryEnvironment = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl
    .optional()
    .describe('Turns on traces: an OTLP collector over HTTP, such as http://127.0.0.1:4318'),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[^=,]+=[^,]*(,[^=,]+=[^,]*)*$/, 'must look like name=value,name=value')
    .refine(isDecodable, 'must be percent-encoded: a % itself is %25')
    .optional()
    .describe('Headers for it, such as a key'),
  OTEL_SERVICE_NAME: z.string().min(1).default('everruns').describe('What the traces call this service'),
  OTEL_RECORD_CONTENT: flag().describe('Puts messages, arguments and results into the traces as well'),
});

export interface TelemetrySettings {
  /** Where traces are posted to. */
  url: string;
  headers: Record<string, string>;
  serviceName: string;
  isContentRecorded: boolean;
}

/** Null: no traces. */
export function toTelemetrySettings(env: z.output<typeof TelemetryEnvironment>): TelemetrySettings | null {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return null;
  const pairs = (env.OTEL_EXPORTER_OTLP_HEADERS ?? '').split(',').filter((pair) => pair !== '');
  return {
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: Object.fromEntries(pairs.map(toHeader)),
    serviceName: env.OTEL_SERVICE_NAME,
    isContentRecorded: env.OTEL_RECORD_CONTENT,
  };
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Percent-encoded, as W3C Baggage is. */
function toHeader(pair: string): [string, string] {
  const split = pair.indexOf('=');
  return [pair.slice(0, split).trim(), decodeURIComponent(pair.slice(split + 1).trim())];
}
