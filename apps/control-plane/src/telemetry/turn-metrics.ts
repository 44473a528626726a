import { ErrorCode } from '@everruns/schemas';
import { Counter, Histogram, type Registry } from 'prom-client';
import { z } from 'zod';
import type { PublishedEvent } from '../events/hub.ts';
import { isTurnEnd } from '../events/turn-ends.ts';

const TOKEN_KINDS = ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_creation_tokens'] as const;
const Usage = z.record(z.string(), z.unknown());
const Ended = z.object({ data: z.object({ duration_ms: z.number(), error_code: ErrorCode.optional() }) });
const Generation = z.object({
  data: z.object({
    provider: z.string(),
    duration_ms: z.number(),
    time_to_first_token_ms: z.number().optional(),
    usage: Usage,
    error: z.string().optional(),
  }),
});
/** What a driver is called; anything else counts together, so that a label stays a closed set. */
const PROVIDERS = new Set(['openai', 'anthropic', 'llmsim']);
const SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600];

/** Metrics of what turns come to, read from the events that this process commits. */
export function createTurnMetrics(registry: Registry): (events: readonly PublishedEvent[]) => void {
  const meters = createMeters(registry);
  return (events) => {
    for (const { type, json } of events) {
      if (isTurnEnd(type)) countEnd(meters, type.replace('turn.', ''), json);
      else if (type === 'llm.generation') countGeneration(meters, json);
    }
  };
}

type Meters = ReturnType<typeof createMeters>;

function createMeters(registry: Registry) {
  const registers = [registry];
  return {
    ended: new Counter({
      name: 'everruns_turns_ended_total',
      help: 'Turns whose end this process has committed',
      labelNames: ['status'],
      registers,
    }),
    failed: new Counter({
      name: 'everruns_turns_failed_total',
      help: 'Turns that failed, by the code of their error',
      labelNames: ['code'],
      registers,
    }),
    seconds: new Histogram({
      name: 'everruns_turn_seconds',
      help: 'Time from the start of a turn to its end, waits included',
      labelNames: ['status'],
      buckets: SECONDS,
      registers,
    }),
    calls: new Histogram({
      name: 'everruns_model_call_seconds',
      help: 'Time of model calls that were recorded, by the driver and by whether they ended in an error',
      labelNames: ['provider', 'outcome'],
      buckets: SECONDS,
      registers,
    }),
    firstToken: new Histogram({
      name: 'everruns_first_token_seconds',
      help: 'Time from a model call to the first token of its answer',
      labelNames: ['provider'],
      buckets: SECONDS,
      registers,
    }),
    tokens: new Counter({
      name: 'everruns_tokens_total',
      help: 'Tokens that providers have reported, by kind',
      labelNames: ['provider', 'kind'],
      registers,
    }),
    cost: new Counter({
      name: 'everruns_cost_usd_total',
      help: 'US dollars of the model calls whose price is known',
      labelNames: ['provider'],
      registers,
    }),
  };
}

function countEnd(meters: Meters, status: string, json: string): void {
  meters.ended.inc({ status });
  const event = Ended.safeParse(parse(json));
  if (!event.success) return;
  const { duration_ms, error_code } = event.data.data;
  meters.seconds.observe({ status }, duration_ms / 1_000);
  if (error_code !== undefined) meters.failed.inc({ code: error_code });
}

function countGeneration(meters: Meters, json: string): void {
  const event = Generation.safeParse(parse(json));
  if (!event.success) return;
  const { provider: named, duration_ms, time_to_first_token_ms, usage, error } = event.data.data;
  const provider = PROVIDERS.has(named) ? named : 'other';
  meters.calls.observe({ provider, outcome: error === undefined ? 'completed' : 'failed' }, duration_ms / 1_000);
  if (time_to_first_token_ms !== undefined) meters.firstToken.observe({ provider }, time_to_first_token_ms / 1_000);
  for (const kind of TOKEN_KINDS) meters.tokens.inc({ provider, kind }, toCount(usage[kind]));
  meters.cost.inc({ provider }, toCount(usage['cost_usd']));
}

function toCount(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
