import {
  collectResponse,
  resolveCompat,
  type Ids,
  type LlmMessage,
  type LlmResponse,
  type LlmTool,
  type ProviderError,
} from '@everruns/core';
import type { ProbeModel, ProbeOptions } from '@everruns/internal-protocol';
import type { LlmModelCheck, ProbeResult, ResolvedModel } from '@everruns/schemas';
import type { ModelLimits } from '@everruns/settings';
import { describeProbe, type ProbeFindings } from './describe-probe.ts';
import { createDriverConnector, type DriverTable } from './drivers.ts';
import { createLeftOutMemory } from './left-out-memory.ts';
import {
  afterToolCall,
  MAX_PROBE_TOKENS,
  PICTURE_QUESTION,
  PROBE_TOOL,
  TEXT_QUESTION,
  TOOL_QUESTION,
} from './probe-questions.ts';

export interface ModelProbeDeps {
  drivers: DriverTable;
  ids: Ids;
  limits: ModelLimits;
  log: { warn(details: object, message: string): void };
}

/** For all questions together. */
const TIMEOUT_MS = 60_000;

/** See `ProbeModel`. */
export function createModelProbe(deps: ModelProbeDeps): ProbeModel {
  return async (model, options) => {
    const startedAt = options.clock.monotonic();
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const probe = new Probe(deps, model, { ...options, signal });
    const refusal = await probe.run(options.withPicture);
    options.signal.throwIfAborted();
    return {
      ...describeProbe({ findings: probe.findings, refusal, providerName: model.provider_name }),
      left_out_parameters: probe.listLeftOut(),
      duration_ms: Math.max(0, options.clock.monotonic() - startedAt),
    };
  };
}

class Probe {
  readonly findings: ProbeFindings = {
    text: 'not_tried',
    tool_call: 'not_tried',
    picture: 'not_tried',
    streaming: 'not_tried',
    usage_reported: 'not_tried',
  };
  readonly #deps: ModelProbeDeps;
  readonly #model: ResolvedModel;
  readonly #options: ProbeOptions;
  readonly #leftOut = createLeftOutMemory(1);
  #deltas = 0;

  constructor(deps: ModelProbeDeps, model: ResolvedModel, options: ProbeOptions) {
    this.#deps = deps;
    this.#model = model;
    this.#options = options;
  }

  /** Returns what the provider refused, or null. */
  async run(withPicture: boolean): Promise<ProviderError | null> {
    const { findings } = this;
    const withTool = await this.#ask(TOOL_QUESTION, [PROBE_TOOL]);
    const refusal = 'error' in withTool ? await this.#askWithout(withTool.error) : await this.#goOn(withTool.response);
    if (!withPicture || (findings.text !== 'yes' && findings.tool_call !== 'yes')) return refusal;
    const seen = await this.#ask(PICTURE_QUESTION, []);
    findings.picture = 'error' in seen ? 'refused' : toResult(textOf(seen.response) !== '');
    return 'error' in seen ? (refusal ?? seen.error) : refusal;
  }

  listLeftOut(): LlmModelCheck['left_out_parameters'] {
    const compat = resolveCompat(this.#model, this.#model.compat);
    return [...new Set([...compat.leave_out, ...this.#leftOut.of(this.#model).list()])];
  }

  /** The request with a tool was refused: is it the tool? */
  async #askWithout(error: ProviderError): Promise<ProviderError> {
    if (error.class !== 'bad_request') return error;
    const plain = await this.#ask(TEXT_QUESTION, []);
    if ('error' in plain) return error;
    this.findings.tool_call = 'refused';
    this.findings.text = toResult(textOf(plain.response) !== '');
    return error;
  }

  /** The tool was offered: was it called, and does the conversation go on from its result? */
  async #goOn(response: LlmResponse): Promise<ProviderError | null> {
    const { findings } = this;
    const call = response.tool_calls.find(
      (made) => made.name === PROBE_TOOL.name && made.arguments_error === undefined,
    );
    const text = textOf(response);
    findings.tool_call = toResult(call !== undefined);
    findings.text = toResult(text !== '');
    if (call === undefined) return null;
    const id = this.#deps.ids.uuid();
    const { continuation } = response;
    const called = {
      text,
      call: { id, name: call.name, arguments: call.arguments },
      ...(continuation && { continuation }),
    };
    const next = await this.#ask(afterToolCall(called), [PROBE_TOOL]);
    if ('error' in next) {
      findings.text = text === '' ? 'refused' : 'yes';
      return next.error;
    }
    if (textOf(next.response) !== '') findings.text = 'yes';
    return null;
  }

  async #ask(messages: LlmMessage[], tools: LlmTool[]): Promise<{ response: LlmResponse } | { error: ProviderError }> {
    const { signal } = this.#options;
    const request = {
      model: this.#model.model,
      system: 'You are being tested. Do exactly what you are asked.',
      messages,
      tools,
      max_output_tokens: Math.min(MAX_PROBE_TOKENS, this.#model.max_output_tokens ?? MAX_PROBE_TOKENS),
      request_id: this.#deps.ids.uuid(),
    };
    this.#deltas = 0;
    const onText = (): void => void (this.#deltas += 1);
    const result = await collectResponse(this.#connect().stream(request, { signal }), {
      onText,
      onThinking: () => undefined,
    });
    if (result.kind === 'error') return { error: result.error };
    const { findings } = this;
    if (this.#deltas > 1) findings.streaming = 'yes';
    if (findings.streaming === 'not_tried') findings.streaming = 'no';
    const isReported = result.response.usage.not_reported === undefined;
    findings.usage_reported = toResult(isReported && findings.usage_reported !== 'no');
    return { response: result.response };
  }

  #connect() {
    const connect = createDriverConnector({
      drivers: this.#deps.drivers,
      openFetch: (policy) => this.#watch(this.#options.openFetch({ ...policy, purpose: 'provider' })),
      clock: this.#options.clock,
      leftOut: this.#leftOut,
      limits: { ...this.#deps.limits, callsPerProvider: 0 },
      log: this.#deps.log,
    });
    return connect(this.#model);
  }

  /** A server that streams says so, however short its answer is. */
  #watch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    return async (input, init) => {
      const response = await fetch(input, init);
      const isStream = response.ok && (response.headers.get('content-type') ?? '').includes('text/event-stream');
      if (isStream) this.findings.streaming = 'yes';
      return response;
    };
  }
}

function textOf({ text_parts }: LlmResponse): string {
  return text_parts.join('').trim();
}

function toResult(isSo: boolean): ProbeResult {
  return isSo ? 'yes' : 'no';
}
