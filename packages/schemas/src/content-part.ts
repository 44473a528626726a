import { z } from 'zod';
import { documented } from './documented.ts';
import { ToolCallId } from './ids.ts';
import { JsonObject, JsonValue } from './json.ts';
import { LIMITS } from './limits.ts';
import { boundedText } from './text.ts';

export const TextPart = z.object({ type: z.literal('text'), text: z.string() });
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

export const ContentPart = z.discriminatedUnion('type', [TextPart, ImagePart, ToolCallPart, ToolResultPart]);
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

/** The content that a person may send: text and images. */
export const InputContentPart = z.union([InputTextPart, InputImagePart]);
export type InputContentPart = z.infer<typeof InputContentPart>;
