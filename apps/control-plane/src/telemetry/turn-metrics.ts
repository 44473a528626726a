import { ErrorCode, RetryClass } from '@everruns/schemas';
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
/** `lost`: the process of the attempt died or was silent. */
const CAUSES = [...RetryClass.options, 'lost'] as const;
const FailedAttempt = z.object({ data: z.object({ cause: z.enum(CAUSES), provider: z.string().optional() }) });
/** A model was asked for the last time: the turn fails with this code. */
const GaveUp = z.object({
  data: z.object({ provider: z.string(), success: z.boolean(), error: z.string().optional() }),
});
/** The class of the last refusal, by the code of the turn's failure. Other failures are no answer of a model. */
const CLASS_OF_CODE: Readonly<Record<string, RetryClass>> = {
  provider_auth: 'auth',
  provider_bad_request: 'bad_request',
  provider_rate_limited: 'rate_limited',
  provider_quota: 'quota',
  provider_unavailable: 'overloaded',
  provider_timeout: 'timeout',
  context_overflow: 'context_overflow',
  malformed_tool_call: 'malformed_tool_call',
  empty_answer: 'empty_answer',
  unusable_answer: 'unusable_answer',
};
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
      else if (type === 'attempt.failed') countFailure(meters, json);
      else if (type === 'reason.completed') countGivenUp(meters, json);
      else if (type === 'turn.taken_over') meters.takenOver.inc();
      else if (type === 'reason.fallback') meters.fallbacks.inc();
      else if (type === 'history.repaired') meters.repaired.inc();
      else if (type === 'session.forked') meters.forks.inc();
    }
  };
}

type Meters = ReturnType<typeof createMeters>;

function createMeters(registry: Registry) {
  const registers = [registry];
  return { ...createTurnMeters(registers), ...createCallMeters(registers), ...createRecoveryMeters(registers) };
}

function createTurnMeters(registers: Registry[]) {
  return {
    forks: new Counter({ name: 'everruns_forks_total', help: 'Sessions that were made of another one', registers }),
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
  };
}

function createCallMeters(registers: Registry[]) {
  return {
    requests: new Counter({
      name: 'everruns_model_requests_total',
      help: 'Requests to models by what they came to: completed, or the class of the error; lost where their process was silent',
      labelNames: ['provider', 'status'],
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

/** What went wrong and was mended. */
function createRecoveryMeters(registers: Registry[]) {
  const failures = new Counter({
    name: 'everruns_attempts_failed_total',
    help: 'Attempts that failed and may be made again, by the class of their error; lost: their process was silent',
    labelNames: ['class'],
    registers,
  });
  for (const known of CAUSES) failures.inc({ class: known }, 0);
  return {
    failures,
    takenOver: new Counter({
      name: 'everruns_turns_taken_over_total',
      help: 'Turns that another process went on with, because the one before it was silent',
      registers,
    }),
    fallbacks: new Counter({
      name: 'everruns_fallbacks_total',
      help: 'Turns that their fallback model went on with',
      registers,
    }),
    repaired: new Counter({
      name: 'everruns_histories_repaired_total',
      help: 'Conversations that a provider refused and that were told again without a part',
      registers,
    }),
  };
}

function countFailure(meters: Meters, json: string): void {
  const event = FailedAttempt.safeParse(parse(json));
  if (!event.success) return;
  const { cause, provider } = event.data.data;
  meters.failures.inc({ class: cause });
  if (provider !== undefined) meters.requests.inc({ provider: toProvider(provider), status: cause });
}

function countGivenUp(meters: Meters, json: string): void {
  // Most of these events are of steps that went well.
  if (!json.includes('"success":false')) return;
  const event = GaveUp.safeParse(parse(json));
  if (!event.success || event.data.data.success) return;
  const { provider, error = '' } = event.data.data;
  const status = Object.hasOwn(CLASS_OF_CODE, error) ? CLASS_OF_CODE[error] : undefined;
  if (status !== undefined) meters.requests.inc({ provider: toProvider(provider), status });
}

function toProvider(named: string): string {
  return PROVIDERS.has(named) ? named : 'other';
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
  const provider = toProvider(named);
  if (error === undefined) meters.requests.inc({ provider, status: 'completed' });
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
