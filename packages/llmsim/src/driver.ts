import { once } from 'node:events';
import type { CreateModelDriver, LlmRequest, LlmStreamEvent } from '@everruns/core';
import { sleep as sleepFor } from '@everruns/kernel';
import type { Beat } from './beat.ts';
import { DEMO_SCENARIOS } from './demo/scenarios.ts';
import { createScenarioEngine, type ScenarioEngine } from './engine.ts';
import { toStreamEvent, type StreamContext, type StreamedBeat } from './stream-mapper.ts';

export interface LlmsimOptions {
  engine?: ScenarioEngine;
  /** Resolves after `ms`; may reject when the signal aborts. Tests replace it so that they do not wait. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface Player {
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  signal: AbortSignal;
}

/** Creates a simulated provider with its own engine. Its drivers need no key, no address and no network. */
export function createLlmsim(options: LlmsimOptions = {}): CreateModelDriver {
  const engine = options.engine ?? createScenarioEngine();
  const sleep = options.sleep ?? sleepFor;
  return (connection) => ({
    provider_type: 'llmsim',
    stream: (request, { signal }) => streamReply({ engine, request, apiKey: connection.api_key }, { sleep, signal }),
  });
}

/**
 * The provider `llmsim` of a process. It remembers only how often a call was attempted, for faults with `times`, and knows the
 * scenarios of the demo's models.
 */
export const createLlmsimDriver: CreateModelDriver = createLlmsim({
  engine: createScenarioEngine({ scenarios: DEMO_SCENARIOS }),
});

interface Call {
  engine: ScenarioEngine;
  request: LlmRequest;
  apiKey: string | undefined;
}

async function* streamReply(call: Call, player: Player): AsyncGenerator<LlmStreamEvent, void, undefined> {
  if (player.signal.aborted) return yield canceled();
  const reply = call.engine.plan(call.request);
  const context: StreamContext = { reply, apiKey: call.apiKey };
  yield { type: 'started', response_id: reply.response_id, model: reply.model };
  for (const beat of reply.beats) {
    await takeTime(beat, player);
    if (player.signal.aborted) return yield canceled();
    if (isSpoken(beat)) yield toStreamEvent(beat, context);
  }
}

/** What was found and cited is told at the end. */
function isSpoken(beat: Beat): beat is StreamedBeat {
  return !['wait', 'hang', 'search', 'citation'].includes(beat.type);
}

async function takeTime(beat: Beat, { sleep, signal }: Player): Promise<void> {
  if (signal.aborted) return;
  if (beat.type === 'hang') await once(signal, 'abort');
  if (beat.type === 'wait') await sleep(beat.ms, signal).catch(ignoreAbort(signal));
}

function ignoreAbort(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}

function canceled(): LlmStreamEvent {
  return { type: 'error', error: { class: 'canceled', message: 'the call was canceled' } };
}
