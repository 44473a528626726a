import { ZERO_USAGE, type FinishReason, type JsonObject, type Usage } from '@everruns/schemas';
import type { LlmRequest, LlmStreamEvent, ModelDriver } from '../llm/driver.ts';
import type { ProviderError } from '../llm/provider-error.ts';

export interface ScriptedCall {
  name: string;
  arguments?: JsonObject;
  arguments_error?: string;
}

/** One answer of the model. `hang` ends only with the signal. */
export interface ScriptedAnswer {
  /** Each string is one delta of part 0. */
  text?: string[];
  thinking?: string[];
  calls?: ScriptedCall[];
  finish?: FinishReason;
  usage?: Usage;
  error?: ProviderError;
  hang?: boolean;
}

/** A strict driver: a call that is not in the script throws, and so does `assertDone` if answers are left. */
export interface ScriptedDriver extends ModelDriver {
  readonly requests: LlmRequest[];
  assertDone(): void;
}

/** Gives every call the provider id `call_0`, as some providers do. */
export function createScriptedDriver(answers: readonly ScriptedAnswer[]): ScriptedDriver {
  const requests: LlmRequest[] = [];
  return {
    provider_type: 'llmsim',
    requests,
    stream(request, { signal }) {
      const answer = answers[requests.length];
      if (answer === undefined) throw new Error(`unexpected model call ${requests.length + 1}: ${describe(request)}`);
      requests.push(request);
      return play(answer, signal);
    },
    assertDone() {
      const left = answers.length - requests.length;
      if (left > 0) throw new Error(`${left} scripted answers were never asked for`);
    },
  };
}

async function* play(answer: ScriptedAnswer, signal: AbortSignal): AsyncGenerator<LlmStreamEvent> {
  if (signal.aborted) return yield CANCELED;
  yield { type: 'started' };
  for (const delta of answer.thinking ?? []) yield { type: 'reasoning_delta', delta };
  for (const delta of answer.text ?? []) yield { type: 'text_delta', part: 0, delta };
  for (const [ordinal, call] of (answer.calls ?? []).entries()) {
    yield { type: 'tool_call', ordinal, provider_call_id: 'call_0', arguments: {}, ...call };
  }
  if (answer.hang === true) await aborted(signal);
  if (signal.aborted) return yield CANCELED;
  yield answer.error === undefined ? toFinish(answer) : { type: 'error', error: answer.error };
}

const CANCELED: LlmStreamEvent = { type: 'error', error: { class: 'canceled', message: 'aborted' } };

function toFinish(answer: ScriptedAnswer): LlmStreamEvent {
  const reason = answer.finish ?? (answer.calls === undefined ? 'stop' : 'tool_calls');
  return { type: 'finish', reason, usage: answer.usage ?? ZERO_USAGE };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function describe(request: LlmRequest): string {
  return JSON.stringify(request.messages.at(-1));
}
