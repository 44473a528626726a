import type { FinishReason, JsonObject, JsonValue, Usage } from '@everruns/schemas';
import type { SimError } from '@everruns/llmsim';
import { z } from 'zod';
import { ConversationMessages } from './conversation-messages.ts';
import { toOpenAiError } from './openai-error.ts';
import {
  splitArguments,
  type EncoderOptions,
  type Frame,
  type ParsedRequest,
  type ReplyEncoder,
  type WireFormat,
} from './wire-format.ts';
import { OutputSchema, toFormat, toNoTools } from './output-schema.ts';

/** OpenAI Chat Completions: https://platform.openai.com/docs/api-reference/chat-streaming. Reasoning has DeepSeek's format. */
export const openAiChat: WireFormat = {
  name: 'openai_chat',
  path: '/chat/completions',
  parseRequest,
  createEncoder: (options) => new ChatEncoder(options),
  toErrorBody: toOpenAiError,
};

const Content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]).nullish();
const ToolCall = z.looseObject({
  id: z.string(),
  function: z.looseObject({ name: z.string(), arguments: z.string() }),
});
const ChatMessage = z.discriminatedUnion('role', [
  z.looseObject({ role: z.enum(['system', 'developer']), content: Content }),
  z.looseObject({ role: z.literal('user'), content: Content }),
  z.looseObject({ role: z.literal('assistant'), content: Content, tool_calls: z.array(ToolCall).default([]) }),
  z.looseObject({ role: z.literal('tool'), tool_call_id: z.string(), content: Content }),
]);
const FunctionTool = z.looseObject({
  function: z.looseObject({
    name: z.string(),
    description: z.string().default(''),
    parameters: z.record(z.string(), z.json()).default({}),
  }),
});
const ChatRequest = z.looseObject({
  model: z.string(),
  messages: z.array(ChatMessage).min(1),
  tools: z.array(FunctionTool).default([]),
  parallel_tool_calls: z.boolean().default(true),
  response_format: z.looseObject({ json_schema: OutputSchema.optional() }).optional(),
  stream: z.boolean().default(false),
});

/** Consecutive user messages arrive as one text, separated by a blank line. */
const BEFORE_DIRECTIVE = /\n\n(?=\[\[sim:|```llmsim)/;

function parseRequest(body: JsonObject): ParsedRequest {
  const request = ChatRequest.parse(body);
  const messages = new ConversationMessages();
  const system: string[] = [];
  for (const message of request.messages) {
    const text = toText(message.content);
    if (message.role === 'user') messages.addUser(text.split(BEFORE_DIRECTIVE));
    else if (message.role === 'tool') {
      messages.addToolResult({ tool_call_id: message.tool_call_id, content: text, is_error: false });
    } else if (message.role === 'assistant') {
      messages.addAssistantText(text);
      for (const call of message.tool_calls) {
        messages.addToolCall({ id: call.id, name: call.function.name, arguments_text: call.function.arguments });
      }
    } else system.push(text);
  }
  const tools = request.tools.map((tool) => tool.function);
  const { model, parallel_tool_calls, stream } = request;
  const controls = {
    parallel_tool_calls,
    ...toNoTools(request['tool_choice']),
    ...toFormat(request.response_format?.json_schema?.schema),
  };
  return {
    stream,
    conversation: { model, system: system.join('\n'), messages: messages.messages, tools, controls },
  };
}

function toText(content: z.infer<typeof Content>): string {
  return typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('\n');
}

class ChatEncoder implements ReplyEncoder {
  private readonly options: EncoderOptions;
  private text = '';
  private reasoning = '';
  private calls: JsonObject[] = [];
  private finishReason: string | null = null;
  private usage: JsonObject | null = null;

  constructor(options: EncoderOptions) {
    this.options = options;
  }

  start(): Frame[] {
    return [this.chunk({ role: 'assistant', content: '', refusal: null })];
  }

  encode(beat: Parameters<ReplyEncoder['encode']>[0]): Frame[] {
    switch (beat.type) {
      case 'text':
        this.text += beat.delta;
        return [this.chunk({ content: beat.delta })];
      case 'reasoning':
        this.reasoning += beat.delta;
        return [this.chunk({ reasoning_content: beat.delta })];
      case 'tool_call':
        return this.addCall(beat);
      // This format has no search of the provider.
      case 'search':
      case 'citation':
        return [];
      case 'finish':
        return this.finish(beat.reason, beat.usage);
    }
  }

  fail(error: SimError): Frame[] {
    return [{ data: toOpenAiError(error) }];
  }

  toResult(): JsonObject {
    const message = {
      role: 'assistant',
      content: this.text === '' ? null : this.text,
      refusal: null,
      ...(this.reasoning === '' ? {} : { reasoning_content: this.reasoning }),
      ...(this.calls.length === 0 ? {} : { tool_calls: this.calls }),
    };
    const choice = { index: 0, message, logprobs: null, finish_reason: this.finishReason };
    return { ...this.head('chat.completion'), choices: [choice], usage: this.usage };
  }

  private addCall(call: { ordinal: number; call_id: string; name: string; arguments_text: string }): Frame[] {
    const head = { id: call.call_id, type: 'function' };
    this.calls.push({ ...head, function: { name: call.name, arguments: call.arguments_text } });
    return [
      this.callChunk({ index: call.ordinal, ...head, function: { name: call.name, arguments: '' } }),
      ...splitArguments(call.arguments_text).map((piece) =>
        this.callChunk({ index: call.ordinal, function: { arguments: piece } }),
      ),
    ];
  }

  private finish(reason: FinishReason, usage: Usage): Frame[] {
    this.finishReason = reason === 'content_filtered' ? 'content_filter' : reason;
    this.usage = toUsage(usage);
    const done = [this.chunk({}, this.finishReason)];
    if (this.wantsUsage()) done.push({ data: { ...this.head(), choices: [], usage: this.usage } });
    return [...done, { data: '[DONE]' }];
  }

  private wantsUsage(): boolean {
    return z.object({ include_usage: z.literal(true) }).safeParse(this.options.body.stream_options).success;
  }

  private callChunk(call: JsonObject): Frame {
    return this.chunk({ tool_calls: [call] });
  }

  private chunk(delta: JsonObject, finishReason: string | null = null): Frame {
    const choice: JsonValue = { index: 0, delta, logprobs: null, finish_reason: finishReason };
    return { data: { ...this.head(), choices: [choice], ...(this.wantsUsage() ? { usage: null } : {}) } };
  }

  private head(object = 'chat.completion.chunk'): JsonObject {
    const { reply, createdAt } = this.options;
    const id = `chatcmpl-${reply.response_id.slice('sim_'.length)}`;
    return {
      id,
      object,
      created: createdAt,
      model: reply.model,
      service_tier: 'default',
      system_fingerprint: 'fp_sim',
    };
  }
}

function toUsage(usage: Usage): JsonObject {
  return {
    prompt_tokens: usage.input_tokens,
    completion_tokens: usage.output_tokens,
    total_tokens: usage.input_tokens + usage.output_tokens,
    prompt_tokens_details: { cached_tokens: usage.cache_read_tokens, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoning_tokens, audio_tokens: 0 },
  };
}
