import { flag, httpUrl } from '@everruns/settings';
import { z } from 'zod';

/** The settings of traces, by the names that OpenTelemetry gives them. */
export const TelemetryEnvironment = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl
    .optional()
    .describe('The OTLP collector over HTTP, such as http://127.0.0.1:4318. It turns on traces'),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[^=,]+=[^,]*(,[^=,]+=[^,]*)*$/, 'must look like name=value,name=value')
    .refine(isDecodable, 'must be percent-encoded (% is written as %25)')
    .optional()
    .describe('Headers for the collector, such as a key'),
  OTEL_SERVICE_NAME: z.string().min(1).default('everruns').describe('The name of this service in traces'),
  OTEL_RECORD_CONTENT: flag().describe('Includes messages, arguments and results in traces'),
});

export interface TelemetrySettings {
  /** The URL to which traces are posted. */
  url: string;
  headers: Record<string, string>;
  serviceName: string;
  isContentRecorded: boolean;
}

/** Null when there are no traces. */
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

/** Values are percent-encoded, as in W3C Baggage. */
function toHeader(pair: string): [string, string] {
  const split = pair.indexOf('=');
  return [pair.slice(0, split).trim(), decodeURIComponent(pair.slice(split + 1).trim())];
}
