import type { ScenarioReply } from '@everruns/core/testing/contracts';
import type { z } from 'zod';
import type { Step } from '../scenario.ts';

/** The input form of a step, in which defaults may be left out. */
type StepInput = z.input<typeof Step>;

/** Converts a scenario of core's driver contract to a reply of the scenario engine. */
export function toReply(reply: ScenarioReply): StepInput[] {
  if (reply.kind === 'http_error') return [toErrorStep(reply)];
  const steps: StepInput[] = [];
  if (reply.reasoning !== undefined) steps.push({ reasoning: reply.reasoning });
  if (reply.text.length > 0) steps.push({ text: reply.text });
  for (const call of reply.tool_calls ?? []) {
    steps.push({ tool_call: { name: call.name, id: call.provider_call_id, arguments_text: call.arguments_text } });
  }
  if (reply.usage !== undefined) {
    const { input, output, cached, reasoning } = reply.usage;
    const tokens = {
      input_tokens: input,
      output_tokens: output,
      cache_read_tokens: cached,
      reasoning_tokens: reasoning,
    };
    steps.push({ usage: tokens });
  }
  return [...steps, toEndStep(reply.end)];
}

const CLASSES = {
  rate_limited: 'rate_limited',
  invalid_api_key: 'auth',
  overloaded: 'overloaded',
  server_error: 'overloaded',
  context_overflow: 'context_overflow',
} as const;

function toErrorStep(reply: Extract<ScenarioReply, { kind: 'http_error' }>): StepInput {
  const seconds = reply.headers['retry-after'];
  const delay = seconds === undefined ? {} : { retry_after_ms: Number(seconds) * 1_000 };
  return { error: { class: CLASSES[reply.meaning], status: reply.status, message: reply.message, ...delay } };
}

function toEndStep(end: Extract<ScenarioReply, { kind: 'stream' }>['end']): StepInput {
  if (end === 'break') return { break: {} };
  return end === 'hang' ? { hang: {} } : { finish: end };
}
