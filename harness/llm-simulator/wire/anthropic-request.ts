import type { JsonObject } from '@everruns/schemas';
import { z } from 'zod';
import { ConversationMessages } from './conversation-messages.ts';
import type { ParsedRequest } from './wire-format.ts';
import { OutputSchema, toFormat, toNoTools } from './output-schema.ts';

const TextBlock = z.looseObject({ type: z.literal('text'), text: z.string() });
const Text = z.union([z.string(), z.array(z.union([TextBlock, z.looseObject({ type: z.string() })]))]);

const Block = z.union([
  TextBlock,
  z.looseObject({
    type: z.literal('tool_use'),
    id: z.string(),
    name: z.string(),
    input: z.record(z.string(), z.json()),
  }),
  z.looseObject({
    type: z.literal('tool_result'),
    tool_use_id: z.string(),
    content: Text.optional(),
    is_error: z.boolean().default(false),
  }),
  z.looseObject({
    type: z.enum(['image', 'document', 'thinking', 'redacted_thinking', 'server_tool_use', 'web_search_tool_result']),
  }),
]);
type Block = z.infer<typeof Block>;

const SearchTool = z.looseObject({ type: z.literal('web_search_20250305'), name: z.literal('web_search') });

const MessagesRequest = z.looseObject({
  model: z.string(),
  max_tokens: z.int().positive(),
  system: Text.optional(),
  messages: z
    .array(z.looseObject({ role: z.enum(['user', 'assistant']), content: z.union([z.string(), z.array(Block)]) }))
    .min(1),
  tools: z
    .array(
      z.union([
        z.looseObject({
          name: z.string(),
          description: z.string().default(''),
          input_schema: z.record(z.string(), z.json()),
        }),
        SearchTool,
      ]),
    )
    .default([]),
  tool_choice: z
    .looseObject({ type: z.string().optional(), disable_parallel_tool_use: z.boolean().default(false) })
    .optional(),
  output_config: z.looseObject({ format: OutputSchema.nullish() }).optional(),
  stream: z.boolean().default(false),
});

export function parseMessagesRequest(body: JsonObject): ParsedRequest {
  const request = MessagesRequest.parse(body);
  const messages = new ConversationMessages();
  for (const { role, content } of request.messages) {
    const blocks: Block[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
    if (role === 'assistant') addAssistant(blocks, messages);
    else addUser(blocks, messages);
  }
  return {
    stream: request.stream,
    conversation: {
      model: request.model,
      system: toText(request.system),
      messages: messages.messages,
      tools: request.tools.flatMap((tool) => {
        if (!isOwnTool(tool)) return [];
        const { name, description, input_schema: parameters } = tool;
        return [{ name, description, parameters }];
      }),
      web_search: request.tools.find((tool) => !isOwnTool(tool)),
      controls: {
        parallel_tool_calls: !(request.tool_choice?.disable_parallel_tool_use ?? false),
        ...toNoTools(request.tool_choice?.type),
        ...toFormat(request.output_config?.format?.schema),
      },
    },
  };
}

type Tool = z.infer<typeof MessagesRequest>['tools'][number];

function isOwnTool(tool: Tool): tool is Extract<Tool, { description: string }> {
  return 'input_schema' in tool;
}

function addAssistant(blocks: Block[], messages: ConversationMessages): void {
  for (const block of blocks) {
    if (isText(block)) messages.addAssistantText(block.text);
    if (isToolUse(block)) {
      messages.addToolCall({ id: block.id, name: block.name, arguments_text: JSON.stringify(block.input) });
    }
  }
}

function addUser(blocks: Block[], messages: ConversationMessages): void {
  for (const block of blocks.filter(isToolResult)) {
    messages.addToolResult({
      tool_call_id: block.tool_use_id,
      content: toText(block.content),
      is_error: block.is_error,
    });
  }
  const rest = blocks.filter((block) => !isToolResult(block));
  if (rest.length > 0) messages.addUser(rest.flatMap((block) => (isText(block) ? [block.text] : [])));
}

function isText(block: { type: string }): block is z.infer<typeof TextBlock> {
  return block.type === 'text';
}

function isToolUse(block: Block): block is Extract<Block, { type: 'tool_use' }> {
  return block.type === 'tool_use';
}

function isToolResult(block: Block): block is Extract<Block, { type: 'tool_result' }> {
  return block.type === 'tool_result';
}

function toText(content: z.infer<typeof Text> | undefined): string {
  if (content === undefined || typeof content === 'string') return content ?? '';
  return content.flatMap((block) => (isText(block) ? [block.text] : [])).join('\n');
}
