import type { FilePart, ImagePart, TextPart } from '@everruns/schemas';
import type { Compat } from '../compat/presets.ts';
import type { LlmMessage } from '../driver.ts';
import { inspectPicture } from './inspect-picture.ts';
import { judgePicture, sideFor } from './judge-picture.ts';

type Rules = Pick<Compat, 'pictures' | 'picture_limits' | 'content_form'>;

/**
 * Returns pictures as the provider accepts them, with the type that their bytes show. A picture that it would refuse, and the
 * oldest ones above the limits of a request, become a note that the model reads.
 */
export function fitPictures(messages: readonly LlmMessage[], rules: Rules): LlmMessage[] {
  const limits = rules.picture_limits;
  const count = countPictures(messages);
  if (count === 0) return [...messages];
  const side = sideFor(limits, Math.min(count, limits.count));
  const left = { count: limits.count, bytes: limits.total_bytes };

  const fit = (part: TextPart | ImagePart | FilePart): TextPart | ImagePart | FilePart => {
    if (part.type !== 'image') return part;
    if (rules.pictures === 'none' || rules.content_form === 'text') return leftOut('this model reads no pictures');
    if (left.count === 0) return leftOut(`a request has room for ${limits.count} pictures, and newer ones took it`);
    if (part.url !== undefined) {
      if (rules.pictures === 'inline') return leftOut(`this provider opens no addresses; it is at ${part.url}`);
      left.count -= 1;
      return part;
    }
    const facts = inspectPicture(part.base64 ?? '');
    const judged = judgePicture(facts, limits, side);
    if (judged.kind === 'shrink') return leftOut(`it ${judged.reason}`);
    if (judged.kind === 'useless' || facts === null) return leftOut('its bytes are no PNG, JPEG, GIF or WebP picture');
    if (facts.bytes > left.bytes) return leftOut('the pictures after it fill the request');
    left.count -= 1;
    left.bytes -= facts.bytes;
    return { ...part, media_type: facts.media_type };
  };

  // Starts with the newest picture, so that the oldest ones are left out.
  return messages
    .toReversed()
    .map((message) => {
      if (message.role !== 'user') return message;
      return { ...message, content: message.content.toReversed().map(fit).toReversed() };
    })
    .toReversed();
}

function countPictures(messages: readonly LlmMessage[]): number {
  return messages.reduce(
    (sum, message) =>
      sum + (message.role === 'user' ? message.content.filter((part) => part.type === 'image').length : 0),
    0,
  );
}

function leftOut(reason: string): TextPart {
  return { type: 'text', text: `[A picture was left out: ${reason}.]` };
}
