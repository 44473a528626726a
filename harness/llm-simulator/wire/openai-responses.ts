import type { SimError, SpokenBeat } from '@everruns/llmsim';
import type { FinishReason, JsonObject, Usage } from '@everruns/schemas';
import { openAiErrorCode, toOpenAiError, toOpenAiOverflow } from './openai-error.ts';
import { parseResponsesRequest } from './openai-responses-request.ts';
import { splitArguments, type EncoderOptions, type Frame, type ReplyEncoder, type WireFormat } from './wire-format.ts';

/** OpenAI Responses: https://platform.openai.com/docs/api-reference/responses-streaming */
export const openAiResponses: WireFormat = {
  name: 'openai_responses',
  path: '/responses',
  parseRequest: parseResponsesRequest,
  createEncoder: (options) => new ResponsesEncoder(options),
  toErrorBody: (error) => (error.overflow === undefined ? toOpenAiError(error) : toOpenAiOverflow()),
  isOverflowStreamed: true,
};

type OpenItem = { kind: 'message' | 'reasoning'; id: string; text: string; part: number };

class ResponsesEncoder implements ReplyEncoder {
  private readonly options: EncoderOptions;
  private readonly id: string;
  private sequence = 0;
  private output: JsonObject[] = [];
  private open: OpenItem | null = null;
  /** Of the open message. */
  private annotations: JsonObject[] = [];
  private response: JsonObject;

  constructor(options: EncoderOptions) {
    this.options = options;
    this.id = options.reply.response_id.slice('sim_'.length);
    this.response = this.describe({ status: 'in_progress' });
  }

  start(): Frame[] {
    return [
      this.frame('response.created', { response: this.response }),
      this.frame('response.in_progress', { response: this.response }),
    ];
  }

  encode(beat: Parameters<ReplyEncoder['encode']>[0]): Frame[] {
    switch (beat.type) {
      case 'text':
        return this.addDelta({ kind: 'message', part: beat.part, delta: beat.delta });
      case 'reasoning':
        return this.addDelta({ kind: 'reasoning', part: 0, delta: beat.delta });
      case 'tool_call':
        return [...this.close(), ...this.addCall(beat)];
      case 'search':
        return [...this.close(), ...this.addSearch(beat)];
      case 'citation':
        this.annotations.push(toAnnotation(beat));
        return [];
      case 'finish':
        return [...this.close(), this.finish(beat.reason, beat.usage)];
    }
  }

  fail(error: SimError): Frame[] {
    if (error.overflow !== undefined) return [this.frame('error', toOpenAiOverflow())];
    this.response = this.describe({
      status: 'failed',
      error: { code: openAiErrorCode(error), message: error.message },
    });
    return [this.frame('response.failed', { response: this.response })];
  }

  toResult(): JsonObject {
    return this.response;
  }

  private addDelta({ kind, part, delta }: { kind: OpenItem['kind']; part: number; delta: string }): Frame[] {
    const isSame = this.open?.kind === kind && this.open.part === part;
    const frames = isSame ? [] : [...this.close(), ...this.openItem(kind, part)];
    if (this.open !== null) this.open.text += delta;
    const type = kind === 'message' ? 'response.output_text.delta' : 'response.reasoning_summary_text.delta';
    return [...frames, this.partFrame(type, { delta })];
  }

  private openItem(kind: OpenItem['kind'], part: number): Frame[] {
    const id = `${kind === 'message' ? 'msg' : 'rs'}_${this.id}${this.output.length}`;
    this.open = { kind, id, part, text: '' };
    const type = kind === 'message' ? 'response.content_part.added' : 'response.reasoning_summary_part.added';
    return [
      this.itemFrame('added', this.toItem(this.open, 'in_progress')),
      this.partFrame(type, { part: this.toPart('') }),
    ];
  }

  private close(): Frame[] {
    if (this.open === null) return [];
    const { kind, text } = this.open;
    const [textDone, partDone] =
      kind === 'message'
        ? ['response.output_text.done', 'response.content_part.done']
        : ['response.reasoning_summary_text.done', 'response.reasoning_summary_part.done'];
    const item = this.toItem(this.open, 'completed');
    const frames = [
      this.partFrame(textDone, { text }),
      this.partFrame(partDone, { part: this.toPart(text) }),
      this.itemFrame('done', item),
    ];
    this.output.push(item);
    this.open = null;
    this.annotations = [];
    return frames;
  }

  private addCall(call: { call_id: string; name: string; arguments_text: string }): Frame[] {
    const item = {
      id: `fc_${this.id}${this.output.length}`,
      type: 'function_call',
      call_id: call.call_id,
      name: call.name,
    };
    const place = { item_id: item.id, output_index: this.output.length };
    const done = { ...item, status: 'completed', arguments: call.arguments_text };
    const frames = [
      this.itemFrame('added', { ...item, status: 'in_progress', arguments: '' }),
      ...splitArguments(call.arguments_text).map((delta) =>
        this.frame('response.function_call_arguments.delta', { ...place, delta }),
      ),
      this.frame('response.function_call_arguments.done', {
        ...place,
        name: call.name,
        arguments: call.arguments_text,
      }),
      this.itemFrame('done', done),
    ];
    this.output.push(done);
    return frames;
  }

  private addSearch({ search_id, query, error }: { search_id: string; query: string; error?: string }): Frame[] {
    const item = { id: `ws_${search_id}`, type: 'web_search_call' };
    const place = { item_id: item.id, output_index: this.output.length };
    const status = error === undefined ? 'completed' : 'failed';
    const done = { ...item, status, action: { type: 'search', query, queries: [query] } };
    const frames = [
      this.itemFrame('added', { ...item, status: 'in_progress', action: { type: 'search', query: '' } }),
      this.frame('response.web_search_call.in_progress', place),
      this.frame('response.web_search_call.searching', place),
      this.frame('response.web_search_call.completed', place),
      this.itemFrame('done', done),
    ];
    this.output.push(done);
    return frames;
  }

  private finish(reason: FinishReason, usage: Usage): Frame {
    const cut = INCOMPLETE[reason];
    this.response = this.describe({
      status: cut === null ? 'completed' : 'incomplete',
      incomplete_details: cut === null ? null : { reason: cut },
      usage: toUsage(usage),
    });
    return this.frame(cut === null ? 'response.completed' : 'response.incomplete', { response: this.response });
  }

  private toItem(open: OpenItem, status: string): JsonObject {
    const parts = status === 'completed' ? [this.toPart(open.text)] : [];
    if (open.kind === 'message') return { id: open.id, type: 'message', status, role: 'assistant', content: parts };
    const include = this.options.body.include;
    const isEncrypted = Array.isArray(include) && include.includes('reasoning.encrypted_content');
    const secret = isEncrypted ? { encrypted_content: `enc_${this.id}${this.output.length}` } : {};
    return { id: open.id, type: 'reasoning', summary: parts, ...secret };
  }

  private toPart(text: string): JsonObject {
    if (this.open?.kind === 'reasoning') return { type: 'summary_text', text };
    return { type: 'output_text', annotations: [...this.annotations], logprobs: [], text };
  }

  private partFrame(type: string, data: JsonObject): Frame {
    const index = this.open?.kind === 'reasoning' ? 'summary_index' : 'content_index';
    return this.frame(type, { item_id: this.open?.id ?? '', output_index: this.output.length, [index]: 0, ...data });
  }

  private itemFrame(what: 'added' | 'done', item: JsonObject): Frame {
    return this.frame(`response.output_item.${what}`, { output_index: this.output.length, item });
  }

  private frame(type: string, data: JsonObject): Frame {
    const frame = { event: type, data: { type, sequence_number: this.sequence, ...data } };
    this.sequence += 1;
    return frame;
  }

  private describe(fields: JsonObject): JsonObject {
    const { body, reply, createdAt } = this.options;
    return {
      id: `resp_${this.id}`,
      object: 'response',
      created_at: createdAt,
      error: null,
      incomplete_details: null,
      instructions: body.instructions ?? null,
      max_output_tokens: body.max_output_tokens ?? null,
      metadata: {},
      model: reply.model,
      output: [...this.output],
      parallel_tool_calls: body.parallel_tool_calls ?? true,
      previous_response_id: null,
      reasoning: body.reasoning ?? { effort: null, summary: null },
      store: body.store ?? true,
      temperature: 1,
      tool_choice: body.tool_choice ?? 'auto',
      tools: body.tools ?? [],
      top_p: 1,
      truncation: 'disabled',
      usage: null,
      ...fields,
    };
  }
}

function toAnnotation({ start, end, page }: Extract<SpokenBeat, { type: 'citation' }>): JsonObject {
  return { type: 'url_citation', start_index: start, end_index: end, url: page.url, title: page.title };
}

const INCOMPLETE: Record<FinishReason, string | null> = {
  stop: null,
  tool_calls: null,
  length: 'max_output_tokens',
  content_filtered: 'content_filter',
  other: 'other',
};

function toUsage(usage: Usage): JsonObject {
  return {
    input_tokens: usage.input_tokens,
    input_tokens_details: { cached_tokens: usage.cache_read_tokens },
    output_tokens: usage.output_tokens,
    output_tokens_details: { reasoning_tokens: usage.reasoning_tokens },
    total_tokens: usage.input_tokens + usage.output_tokens,
  };
}
