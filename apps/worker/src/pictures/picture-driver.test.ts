import type { LlmStreamEvent } from '@everruns/core';
import { createScriptedDriver, makeModel } from '@everruns/core/testing';
import { EverrunsError } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { withFittingPictures } from './picture-driver.ts';
import { createShrunkPictures } from './shrink-pictures.ts';

/** The head of a PNG that is too wide for Anthropic. */
function widePicture(): string {
  const head = Buffer.alloc(64);
  head.write('\x89PNG\r\n\x1a\n', 'latin1');
  head.writeUInt32BE(9_000, 16);
  head.writeUInt32BE(10, 20);
  return head.toString('base64');
}

async function ask(failure: Error) {
  const driver = createScriptedDriver([{ text: ['Seen.'] }]);
  const model = makeModel({ provider_type: 'anthropic' });
  const runJob = () => Promise.reject(failure);
  const fitting = withFittingPictures(driver, { model, copies: createShrunkPictures(), runJob });
  const content = [{ type: 'image' as const, base64: widePicture(), media_type: 'image/png' as const }];
  const request = {
    model: 'm',
    system: '',
    tools: [],
    request_id: 'r',
    messages: [{ role: 'user' as const, content }],
  };
  const events: LlmStreamEvent[] = [];
  for await (const event of fitting.stream(request, { signal: new AbortController().signal })) events.push(event);
  return { last: events.at(-1), asked: driver.requests.length };
}

it('a request whose picture waits for a thread too long is tried again later', async () => {
  const { last, asked } = await ask(new EverrunsError('unavailable', 'The queue is full.'));
  expect([last, asked]).toEqual([{ type: 'error', error: { class: 'unavailable', message: 'The queue is full.' } }, 0]);
});

it('a request goes out with a picture that took too long to copy, which the normalizer leaves out', async () => {
  const { last, asked } = await ask(new EverrunsError('request_timeout', 'The picture took too long.'));
  expect([last?.type, asked]).toEqual(['finish', 1]);
});
