import type { JsonObject } from '@everruns/schemas';
import { z } from 'zod';
import { ConversationMessages } from './conversation-messages.ts';
import type { ParsedRequest } from './wire-format.ts';
import { OutputSchema, toFormat, toNoTools } from './output-schema.ts';

const Text = z.union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))]);

const Item = z.union([
  z.looseObject({ type: z.literal('function_call'), call_id: z.string(), name: z.string(), arguments: z.string() }),
  z.looseObject({ type: z.literal('function_call_output'), call_id: z.string(), output: Text }),
  z.looseObject({ type: z.enum(['reasoning', 'web_search_call']) }),
  z.looseObject({
    type: z.literal('message').optional(),
    role: z.enum(['user', 'assistant', 'system', 'developer']),
    content: Text,
  }),
]);
type Item = z.infer<typeof Item>;

const SearchTool = z.looseObject({ type: z.enum(['web_search', 'web_search_2025_08_26']) });

const ResponsesRequest = z.looseObject({
  model: z.string(),
  instructions: z.string().nullish(),
  input: z.union([z.string(), z.array(Item)]),
  tools: z
    .array(
      z.union([
        z.looseObject({
          type: z.literal('function'),
          name: z.string(),
          description: z.string().nullish(),
          parameters: z.record(z.string(), z.json()).nullish(),
        }),
        SearchTool,
      ]),
    )
    .default([]),
  parallel_tool_calls: z.boolean().default(true),
  text: z.looseObject({ format: OutputSchema.partial().optional() }).optional(),
  stream: z.boolean().default(false),
});

export function parseResponsesRequest(body: JsonObject): ParsedRequest {
  const request = ResponsesRequest.parse(body);
  const messages = new ConversationMessages();
  const system = [request.instructions ?? ''];
  const items: Item[] = typeof request.input === 'string' ? [{ role: 'user', content: request.input }] : request.input;
  for (const item of items) addItem(item, { messages, system });
  return {
    stream: request.stream,
    conversation: {
      model: request.model,
      system: system.join('\n'),
      messages: messages.messages,
      tools: request.tools.flatMap((tool) => {
        if (!isFunction(tool)) return [];
        const { name, description, parameters } = tool;
        return [{ name, description: description ?? '', parameters: parameters ?? {} }];
      }),
      web_search: request.tools.find((tool) => !isFunction(tool)),
      controls: {
        parallel_tool_calls: request.parallel_tool_calls,
        ...toNoTools(request['tool_choice']),
        ...toFormat(request.text?.format?.schema),
      },
    },
  };
}

type Tool = z.infer<typeof ResponsesRequest>['tools'][number];

function isFunction(tool: Tool): tool is Extract<Tool, { type: 'function' }> {
  return tool.type === 'function';
}

function addItem(item: Item, { messages, system }: { messages: ConversationMessages; system: string[] }): void {
  switch (item.type) {
    case 'function_call':
      return messages.addToolCall({ id: item.call_id, name: item.name, arguments_text: item.arguments });
    case 'function_call_output':
      return messages.addToolResult({ tool_call_id: item.call_id, content: toText(item.output), is_error: false });
    case 'reasoning':
    case 'web_search_call':
      return undefined;
    default:
      if (item.role === 'user') messages.addUser(toTexts(item.content));
      else if (item.role === 'assistant') messages.addAssistantText(toText(item.content));
      else system.push(toText(item.content));
  }
}

function toTexts(content: z.infer<typeof Text>): string[] {
  return typeof content === 'string' ? [content] : content.flatMap(({ text }) => text ?? []);
}

function toText(content: z.infer<typeof Text>): string {
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('\n');
}
