import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { boundedText } from './text.ts';

/** What a server offers to be read. */
export const McpResource = z.object({
  uri: z.string(),
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  media_type: z.string().optional(),
  size_bytes: z.number().nonnegative().optional(),
});
export type McpResource = z.infer<typeof McpResource>;

/** A family of resources: an address with places to be filled in (RFC 6570), as `repo://{owner}/{name}`. */
export const McpResourceTemplate = z.object({
  uri_template: z.string(),
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  media_type: z.string().optional(),
});
export type McpResourceTemplate = z.infer<typeof McpResourceTemplate>;

export const McpPrompt = z.object({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  arguments: z.array(z.object({ name: z.string(), description: z.string().optional(), required: z.boolean() })),
});
export type McpPrompt = z.infer<typeof McpPrompt>;

/** The address of a resource, as its server lists it or by one of its templates. */
export const McpResourceUri = boundedText(LIMITS.mcpUriBytes, 1);

export const ReadMcpResourceRequest = z.strictObject({ uri: McpResourceUri });
export type ReadMcpResourceRequest = z.infer<typeof ReadMcpResourceRequest>;

/** What a server says at an address: exactly one of `text` and `base64` is present. */
export const McpContents = z.object({
  uri: z.string(),
  media_type: z.string().optional(),
  text: z.string().optional(),
  base64: z.string().optional(),
});
export type McpContents = z.infer<typeof McpContents>;

/** A resource as its server gave it, read when it was asked for. A folder has several contents. */
export const McpResourceContents = z.object({ contents: z.array(McpContents) });
export type McpResourceContents = z.infer<typeof McpResourceContents>;

const PromptName = boundedText(LIMITS.mcpUriBytes, 1);
const PromptArguments = z
  .record(boundedText(256, 1), boundedText(LIMITS.mcpPromptArgumentBytes))
  .refine((args) => Object.keys(args).length <= 50, 'must not have more than 50 arguments');

export const GetMcpPromptRequest = z.strictObject({ name: PromptName, arguments: PromptArguments.optional() });
export type GetMcpPromptRequest = z.infer<typeof GetMcpPromptRequest>;

/** A part of a message of a prompt. `resource_link` names a resource that can be read. */
export const McpPromptPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.enum(['image', 'audio']), base64: z.string(), media_type: z.string() }),
  z.object({ type: z.literal('resource'), ...McpContents.shape }),
  z.object({ type: z.literal('resource_link'), uri: z.string(), name: z.string() }),
]);
export type McpPromptPart = z.infer<typeof McpPromptPart>;

/** A prompt with its arguments filled in by its server: what a person may send. */
export const McpPromptMessages = z.object({
  description: z.string().optional(),
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: McpPromptPart })),
});
export type McpPromptMessages = z.infer<typeof McpPromptMessages>;
