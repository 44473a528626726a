import { z } from 'zod';
import { documented } from './documented.ts';
import { McpServerId, ToolCallId } from './ids.ts';
import { JsonObject, JsonValue } from './json.ts';
import { LIMITS } from './limits.ts';
import { McpResourceUri } from './mcp-offers.ts';
import { boundedText } from './text.ts';

/** A page on which a model that searched the web bases a part of its answer. */
export const UrlCitation = z.object({
  type: z.literal('url_citation'),
  url: z.string(),
  title: z.string().optional(),
  /** The place in the text that rests on the page, in UTF-16 units. Both are absent if the provider named no place. */
  start_index: z.int().nonnegative().optional(),
  end_index: z.int().nonnegative().optional(),
  /** What the page says. */
  cited_text: z.string().optional(),
});
export type UrlCitation = z.infer<typeof UrlCitation>;

export const TextPart = z.object({
  type: z.literal('text'),
  text: z.string(),
  annotations: z.array(UrlCitation).min(1).optional(),
});
export type TextPart = z.infer<typeof TextPart>;

export const ImageMediaType = z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** An image by address, or its bytes in base64 with their media type. Exactly one of `url` and `base64` is present. */
export const ImagePart = z.object({
  type: z.literal('image'),
  url: z.string().optional(),
  base64: z.string().optional(),
  media_type: z.string().optional(),
});
export type ImagePart = z.infer<typeof ImagePart>;

/**
 * A document that a person attached: a file of the session by its path, or its bytes in base64. Exactly one of `file_path` and `base64`
 * is present.
 */
export const FilePart = z.object({
  type: z.literal('file'),
  file_path: z.string().optional(),
  /** The revision of the file that was attached: models read that one, whatever became of the file. */
  revision: z.int().nonnegative().optional(),
  base64: z.string().optional(),
  media_type: z.string().optional(),
  filename: z.string().optional(),
  size_bytes: z.int().nonnegative().optional(),
  /** The name of the MCP server from which it came. Its content is foreign: models read it as data. */
  mcp_server: z.string().optional(),
});
export type FilePart = z.infer<typeof FilePart>;

export const ToolCallPart = z.object({
  type: z.literal('tool_call'),
  id: ToolCallId,
  name: z.string(),
  arguments: JsonObject,
});
export type ToolCallPart = z.infer<typeof ToolCallPart>;

export const ToolResultPart = z.object({
  type: z.literal('tool_result'),
  tool_call_id: ToolCallId,
  result: JsonValue.optional(),
  error: z.string().optional(),
});
export type ToolResultPart = z.infer<typeof ToolResultPart>;

export const ContentPart = z.discriminatedUnion('type', [TextPart, ImagePart, FilePart, ToolCallPart, ToolResultPart]);
export type ContentPart = z.infer<typeof ContentPart>;

const InputTextPart = z.strictObject({ type: z.literal('text'), text: boundedText(LIMITS.messageTextBytes, 1) });
const InputImagePart = documented(
  z
    .strictObject({
      type: z.literal('image'),
      url: z
        .url({ protocol: /^https?$/ })
        .max(8192)
        .optional(),
      base64: z.base64().max(LIMITS.imageBase64Length).optional(),
      media_type: ImageMediaType.optional(),
    })
    .refine((part) => (part.url === undefined) !== (part.base64 === undefined), {
      message: 'give exactly one of url and base64',
    })
    .refine((part) => part.base64 === undefined || part.media_type !== undefined, {
      message: 'base64 needs media_type',
      path: ['media_type'],
    }),
  { alternatives: [['url'], ['base64', 'media_type']] },
);

const MEDIA_TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/;

const InputFilePart = documented(
  z
    .strictObject({
      type: z.literal('file'),
      /** A file of the session. */
      file_path: boundedText(LIMITS.pathBytes, 1).optional(),
      base64: z.base64().min(1).max(LIMITS.fileBase64Length).optional(),
      media_type: z.string().regex(MEDIA_TYPE, 'must be a media type, such as application/pdf').optional(),
      filename: boundedText(LIMITS.fileNameBytes, 1).optional(),
    })
    .refine((part) => (part.file_path === undefined) !== (part.base64 === undefined), {
      message: 'give exactly one of file_path and base64',
    })
    .refine((part) => (part.base64 === undefined) === (part.filename === undefined && part.media_type === undefined), {
      message: 'filename and media_type belong to base64 and not to file_path',
    })
    .refine((part) => part.base64 === undefined || (part.filename !== undefined && part.media_type !== undefined), {
      message: 'base64 needs media_type and filename',
      path: ['filename'],
    }),
  { alternatives: [['file_path'], ['base64', 'media_type', 'filename']] },
);

/** A resource of an MCP server. It is read when the message is accepted, and becomes one or more files of the session. */
const InputMcpResourcePart = z.strictObject({
  type: z.literal('mcp_resource'),
  server_id: McpServerId,
  uri: McpResourceUri,
});

/** The content that a person may send: text, images, files, and resources of MCP servers. */
export const InputContentPart = z.union([InputTextPart, InputImagePart, InputFilePart, InputMcpResourcePart]);
export type InputContentPart = z.infer<typeof InputContentPart>;
