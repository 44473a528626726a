import { flag, httpUrl } from '@everruns/settings';
import { z } from 'zod';

const PAIRS = /^[^=,]+=[^,]*(,[^=,]+=[^,]*)*$/;

/** The settings of traces, by the names that OpenTelemetry gives them. */
export const TelemetryEnvironment = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl
    .optional()
    .describe('The OTLP collector over HTTP, such as http://127.0.0.1:4318. It turns on traces'),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(PAIRS, 'must look like name=value,name=value')
    .refine(isDecodable, 'must be percent-encoded (% is written as %25)')
    .optional()
    .describe('Headers for the collector, such as a key'),
  OTEL_SERVICE_NAME: z.string().min(1).default('everruns').describe('The name of this service in traces'),
  OTEL_RESOURCE_ATTRIBUTES: z
    .string()
    .regex(PAIRS, 'must look like name=value,name=value')
    .refine(isDecodable, 'must be percent-encoded (% is written as %25)')
    .optional()
    .describe('Attributes of this process in traces, such as deployment.environment.name=staging'),
  OTEL_TRACES_SAMPLER: z
    .enum([
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ])
    .default('parentbased_always_on')
    .describe('Which traces are sent'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number('must be a number')
    .min(0, 'must be at least 0')
    .max(1, 'must be at most 1')
    .default(1)
    .describe('The share of traces that a sampler with traceidratio sends'),
  OTEL_RECORD_CONTENT: flag().describe('Includes messages, arguments and results in traces'),
});

export interface TelemetrySettings {
  /** The URL to which traces are posted. */
  url: string;
  headers: Record<string, string>;
  serviceName: string;
  /** Attributes of the process. `serviceName` wins over a `service.name` among them. */
  resource: Record<string, string>;
  /** `ratio` is the share of traces from 0 to 1. */
  sampler: { name: z.output<typeof TelemetryEnvironment>['OTEL_TRACES_SAMPLER']; ratio: number };
  isContentRecorded: boolean;
}

/** Null when there are no traces. */
export function toTelemetrySettings(env: z.output<typeof TelemetryEnvironment>): TelemetrySettings | null {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return null;
  return {
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: readPairs(env.OTEL_EXPORTER_OTLP_HEADERS),
    resource: readPairs(env.OTEL_RESOURCE_ATTRIBUTES),
    sampler: { name: env.OTEL_TRACES_SAMPLER, ratio: env.OTEL_TRACES_SAMPLER_ARG },
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

function readPairs(text = ''): Record<string, string> {
  return Object.fromEntries(text.split(',').flatMap((pair) => (pair === '' ? [] : [toPair(pair)])));
}

/** Values are percent-encoded, as in W3C Baggage. */
function toPair(pair: string): [string, string] {
  const split = pair.indexOf('=');
  return [pair.slice(0, split).trim(), decodeURIComponent(pair.slice(split + 1).trim())];
}
