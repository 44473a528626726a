import { createHash } from 'node:crypto';
import {
  defineJob,
  inspectPicture,
  judgePicture,
  sideFor,
  type Compat,
  type LlmMessage,
  type LlmRequest,
  type RunJob,
} from '@everruns/core';
import { BoundedMap } from '@everruns/kernel';
import { hasErrorCode, LIMITS, type FilePart, type ImagePart, type TextPart } from '@everruns/schemas';
import { MAX_PIXELS } from './picture-size.ts';
import type shrinkPicture from './shrink-picture.job.ts';

export const SHRINK_PICTURE = defineJob<typeof shrinkPicture>({
  name: 'shrink_picture',
  module: new URL('./shrink-picture.job.ts', import.meta.url),
  timeoutMs: 20_000,
  maxInputBytes: LIMITS.imageBytes,
  sizeOf: ({ bytes }) => bytes.byteLength,
  subject: 'The picture',
  advice: 'send a smaller one',
  field: 'content',
});

/** Copies of pictures, which every request of a conversation needs again. Large ones are made anew. */
export type ShrunkPictures = BoundedMap<string, ImagePart>;
const MAX_COPIES = 64;
const MAX_KEPT_CHARS = 1024 * 1024;

export function createShrunkPictures(): ShrunkPictures {
  return new BoundedMap(MAX_COPIES);
}

export interface ShrinkTools {
  compat: Pick<Compat, 'pictures' | 'picture_limits' | 'content_form'>;
  copies: ShrunkPictures;
  runJob: RunJob;
}

/** Whether any message holds a picture. */
export function hasPictures({ messages }: Pick<LlmRequest, 'messages'>): boolean {
  return messages.some((message) => imagesOf(message).length > 0);
}

/**
 * The request with smaller copies of those pictures that its provider would refuse for their size or type. What cannot be copied stays
 * as it is: the normalizer leaves it out with a note. A picture is decoded in a thread, and only if its header names at most
 * `MAX_PIXELS`. Rejects with `unavailable` where the threads are taken, and when the job's signal aborts.
 */
export async function shrinkPictures(request: LlmRequest, tools: ShrinkTools): Promise<LlmRequest> {
  const { pictures, content_form, picture_limits: limits } = tools.compat;
  if (pictures === 'none' || content_form === 'text') return request;
  const count = request.messages.reduce((sum, message) => sum + imagesOf(message).length, 0);
  if (count === 0) return request;
  const side = sideFor(limits, Math.min(count, limits.count));
  // The oldest beyond what a request may hold are left out anyway.
  let left = limits.count;
  const messages: LlmMessage[] = [];
  for (const message of request.messages.toReversed()) {
    if (message.role !== 'user') {
      messages.push(message);
      continue;
    }
    const content: (TextPart | ImagePart | FilePart)[] = [];
    for (const part of message.content.toReversed()) {
      const isWanted = part.type === 'image' && left > 0;
      if (part.type === 'image') left -= 1;
      content.push(isWanted ? await fit(part, { ...tools, side }) : part);
    }
    messages.push({ ...message, content: content.reverse() });
  }
  return { ...request, messages: messages.reverse() };
}

async function fit(
  part: ImagePart,
  { compat, copies, runJob, side }: ShrinkTools & { side: number },
): Promise<ImagePart> {
  if (part.base64 === undefined) return part;
  const facts = inspectPicture(part.base64);
  const limits = compat.picture_limits;
  const judged = judgePicture(facts, limits, side);
  if (facts === null || judged.kind !== 'shrink' || facts.width * facts.height > MAX_PIXELS) return part;
  const key = `${createHash('sha1').update(part.base64).digest('base64')} ${side} ${limits.bytes}`;
  const known = copies.get(key);
  if (known !== undefined) return known;
  const bytes = Buffer.from(part.base64, 'base64');
  const mayBeClear = facts.media_type !== 'image/jpeg';
  const shrunk = await runJob(SHRINK_PICTURE, { bytes, side, maxBytes: limits.bytes, mayBeClear }).catch(undecodable);
  if (shrunk === null) return part;
  const base64 = Buffer.from(shrunk.bytes).toString('base64');
  const copy: ImagePart = { ...part, base64, media_type: shrunk.media_type };
  if (base64.length <= MAX_KEPT_CHARS) copies.set(key, copy);
  return copy;
}

/** A picture that took too long or too much memory is left out; a thread that is taken is waited for by another attempt. */
export function undecodable(error: unknown): null {
  const isItsOwn = ['request_timeout', 'payload_too_large', 'internal'] as const;
  if (isItsOwn.some((code) => hasErrorCode(error, code))) return null;
  throw error;
}

function imagesOf(message: LlmMessage): ImagePart[] {
  return message.role === 'user' ? message.content.filter((part) => part.type === 'image') : [];
}
