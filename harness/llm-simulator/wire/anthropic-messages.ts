import type { SimError, SimErrorClass, SpokenBeat } from '@everruns/llmsim';
import { JsonObject, ZERO_USAGE, type FinishReason, type Usage } from '@everruns/schemas';
import { parseMessagesRequest } from './anthropic-request.ts';
import { splitArguments, type EncoderOptions, type Frame, type ReplyEncoder, type WireFormat } from './wire-format.ts';

/** Anthropic Messages: https://docs.anthropic.com/en/docs/build-with-claude/streaming */
export const anthropicMessages: WireFormat = {
  name: 'anthropic_messages',
  path: '/messages',
  parseRequest: parseMessagesRequest,
  createEncoder: (options) => new MessagesEncoder(options),
  toErrorBody,
};

type OpenBlock = { kind: 'text' | 'thinking'; text: string; part: number; citations: JsonObject[] };

class MessagesEncoder implements ReplyEncoder {
  private readonly options: EncoderOptions;
  private content: JsonObject[] = [];
  private open: OpenBlock | null = null;
  private stopReason: string | null = null;
  private usage: Usage;

  constructor(options: EncoderOptions) {
    this.options = options;
    const finish = options.reply.beats.find((beat) => beat.type === 'finish');
    this.usage = finish?.usage ?? ZERO_USAGE;
  }

  start(): Frame[] {
    const message = { ...this.toResult(), usage: { ...toUsage(this.usage), output_tokens: 1 } };
    return [frame('message_start', { message }), frame('ping', {})];
  }

  encode(beat: Parameters<ReplyEncoder['encode']>[0]): Frame[] {
    switch (beat.type) {
      case 'text':
        return this.addDelta({ kind: 'text', part: beat.part, delta: beat.delta });
      case 'reasoning':
        return this.addDelta({ kind: 'thinking', part: 0, delta: beat.delta });
      case 'tool_call':
        return [...this.close(), ...this.addToolUse(beat)];
      case 'search':
        return [...this.close(), ...this.addSearch(beat)];
      case 'citation':
        return this.cite(beat);
      case 'finish':
        return [...this.close(), ...this.finish(beat.reason, beat.usage)];
    }
  }

  fail(error: SimError): Frame[] {
    return [{ event: 'error', data: toErrorBody(error) }];
  }

  toResult(): JsonObject {
    return {
      id: `msg_${this.options.reply.response_id.slice('sim_'.length)}`,
      type: 'message',
      role: 'assistant',
      model: this.options.reply.model,
      content: [...this.content],
      stop_reason: this.stopReason,
      stop_sequence: null,
      usage: toUsage(this.usage),
    };
  }

  private addDelta({ kind, part, delta }: { kind: OpenBlock['kind']; part: number; delta: string }): Frame[] {
    const isSame = this.open?.kind === kind && this.open.part === part;
    const frames = isSame ? [] : [...this.close(), this.openBlock(kind)];
    if (!isSame) this.open = { kind, part, text: '', citations: [] };
    if (this.open !== null) this.open.text += delta;
    return [...frames, this.delta({ type: `${kind}_delta`, [kind]: delta })];
  }

  private openBlock(kind: OpenBlock['kind']): Frame {
    return this.blockStart(
      kind === 'text' ? { type: 'text', text: '' } : { type: 'thinking', thinking: '', signature: '' },
    );
  }

  private close(): Frame[] {
    if (this.open === null) return [];
    const { kind, text, citations } = this.open;
    const cited = citations.length === 0 ? {} : { citations };
    const signature = `sig_${this.options.reply.response_id}${this.content.length}`;
    const frames = kind === 'thinking' ? [this.delta({ type: 'signature_delta', signature })] : [];
    frames.push(frame('content_block_stop', { index: this.content.length }));
    this.content.push(
      kind === 'text' ? { type: 'text', text, ...cited } : { type: 'thinking', thinking: text, signature },
    );
    this.open = null;
    return frames;
  }

  /** The API cuts its text before and behind what it cites. Here only behind it, which clients have to read as well. */
  private cite({ start, page }: Extract<SpokenBeat, { type: 'citation' }>): Frame[] {
    const { url, title, cited_text } = page;
    const type = 'web_search_result_location';
    const citation = { type, url, title, cited_text, encrypted_index: `idx_${start}` };
    this.open?.citations.push(citation);
    return [this.delta({ type: 'citations_delta', citation }), ...this.close()];
  }

  private addSearch({ search_id, query, error, pages }: Extract<SpokenBeat, { type: 'search' }>): Frame[] {
    const use = { type: 'server_tool_use', id: search_id, name: 'web_search' };
    const results = pages.map(({ url, title }) => {
      return { type: 'web_search_result', url, title, encrypted_content: `enc_${url}`, page_age: null };
    });
    const failure = { type: 'web_search_tool_result_error', error_code: error ?? '' };
    const result = {
      type: 'web_search_tool_result',
      tool_use_id: search_id,
      content: error === undefined ? results : failure,
    };
    const frames = [
      this.blockStart({ ...use, input: {} }),
      this.delta({ type: 'input_json_delta', partial_json: JSON.stringify({ query }) }),
      frame('content_block_stop', { index: this.content.length }),
    ];
    this.content.push({ ...use, input: { query } });
    frames.push(this.blockStart(result), frame('content_block_stop', { index: this.content.length }));
    this.content.push(result);
    return frames;
  }

  private addToolUse(call: { call_id: string; name: string; arguments_text: string }): Frame[] {
    const head = { type: 'tool_use', id: call.call_id, name: call.name };
    const frames = [
      this.blockStart({ ...head, input: {} }),
      ...splitArguments(call.arguments_text).map((piece) =>
        this.delta({ type: 'input_json_delta', partial_json: piece }),
      ),
      frame('content_block_stop', { index: this.content.length }),
    ];
    this.content.push({ ...head, input: parseInput(call.arguments_text) });
    return frames;
  }

  private finish(reason: FinishReason, usage: Usage): Frame[] {
    this.stopReason = STOP_REASONS[reason];
    this.usage = usage;
    const delta = { stop_reason: this.stopReason, stop_sequence: null };
    return [frame('message_delta', { delta, usage: toUsage(usage) }), frame('message_stop', {})];
  }

  private blockStart(block: JsonObject): Frame {
    return frame('content_block_start', { index: this.content.length, content_block: block });
  }

  private delta(delta: JsonObject): Frame {
    return frame('content_block_delta', { index: this.content.length, delta });
  }
}

const STOP_REASONS: Record<FinishReason, string> = {
  stop: 'end_turn',
  tool_calls: 'tool_use',
  length: 'max_tokens',
  content_filtered: 'refusal',
  other: 'pause_turn',
};

const ERROR_TYPES: Record<SimErrorClass, string> = {
  rate_limited: 'rate_limit_error',
  quota: 'billing_error',
  overloaded: 'overloaded_error',
  timeout: 'timeout_error',
  stream_broken: 'api_error',
  auth: 'authentication_error',
  bad_request: 'invalid_request_error',
  context_overflow: 'invalid_request_error',
  malformed_tool_call: 'invalid_request_error',
  empty_answer: 'api_error',
  unusable_answer: 'api_error',
  tool_infrastructure: 'api_error',
  unavailable: 'api_error',
  internal: 'api_error',
  content_filtered: 'invalid_request_error',
};

/** Anthropic has no code for a context overflow, so clients recognize it by the beginning of the message. */
function toErrorBody(error: SimError): JsonObject {
  const type = error.class === 'overloaded' && error.status === 500 ? 'api_error' : ERROR_TYPES[error.class];
  const { tokens, window } = error.overflow ?? { tokens: 210_000, window: 200_000 };
  const message =
    error.class === 'context_overflow' ? `prompt is too long: ${tokens} tokens > ${window} maximum` : error.message;
  return { type: 'error', error: { type, message }, request_id: 'req_sim' };
}

/** Anthropic counts cached tokens in addition to `input_tokens`, not as a part of it. */
function toUsage(usage: Usage): JsonObject {
  return {
    input_tokens: usage.input_tokens - usage.cache_read_tokens - usage.cache_creation_tokens,
    cache_creation_input_tokens: usage.cache_creation_tokens,
    cache_read_input_tokens: usage.cache_read_tokens,
    output_tokens: usage.output_tokens,
    service_tier: 'standard',
    ...(usage.web_searches === undefined
      ? {}
      : { server_tool_use: { web_search_requests: usage.web_searches, web_fetch_requests: 0 } }),
    ...(usage.reasoning_tokens === 0 ? {} : { output_tokens_details: { thinking_tokens: usage.reasoning_tokens } }),
  };
}

function parseInput(text: string): JsonObject {
  try {
    return JsonObject.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

function frame(type: string, data: JsonObject): Frame {
  return { event: type, data: { type, ...data } };
}
