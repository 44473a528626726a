import { inspectPicture, type RunJob } from '@everruns/core';
import type { EventDraft, ImagePart } from '@everruns/schemas';
import { MAX_PIXELS } from './picture-size.ts';
import { SHRINK_PICTURE, undecodable } from './shrink-pictures.ts';

/** What every vendor reads without scaling it down itself. */
const MAX_SIDE = 1_568;
const MAX_BYTES = 1024 * 1024;

/**
 * Scales the pictures of results down. They are kept in the log and sent again with every request of the session, so this is done once, when
 * they are recorded. One that cannot be decoded stays as it is: a request leaves it out with a note if its provider would refuse it. Rejects
 * with `unavailable` where the threads are taken.
 */
export async function shrinkShown(events: readonly EventDraft[], runJob: RunJob): Promise<EventDraft[]> {
  const shrunk: EventDraft[] = [];
  for (const event of events) {
    if (event.type !== 'tool.completed' || event.data.images === undefined) {
      shrunk.push(event);
      continue;
    }
    const images: ImagePart[] = [];
    for (const image of event.data.images) images.push(await shrink(image, runJob));
    shrunk.push({ ...event, data: { ...event.data, images } });
  }
  return shrunk;
}

async function shrink(image: ImagePart, runJob: RunJob): Promise<ImagePart> {
  const facts = image.base64 === undefined ? null : inspectPicture(image.base64);
  if (image.base64 === undefined || facts === null || facts.width * facts.height > MAX_PIXELS) return image;
  if (Math.max(facts.width, facts.height) <= MAX_SIDE && facts.bytes <= MAX_BYTES) return image;
  const bytes = Buffer.from(image.base64, 'base64');
  const mayBeClear = facts.media_type !== 'image/jpeg';
  const input = { bytes, side: MAX_SIDE, maxBytes: MAX_BYTES, mayBeClear };
  const copy = await runJob(SHRINK_PICTURE, input).catch(undecodable);
  if (copy === null) return image;
  return { ...image, base64: Buffer.from(copy.bytes).toString('base64'), media_type: copy.media_type };
}
