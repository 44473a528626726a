import { expect, it } from 'vitest';
import { readPrompt } from './read-prompt.ts';

it('a prompt is read as one message: words in their order, pictures, and what it names', () => {
  const image = { base64: 'iVBORw0KGgo=', media_type: 'image/png' };
  const read = readPrompt({
    messages: [
      { role: 'user', content: { type: 'text', text: 'Review this.' } },
      { role: 'assistant', content: { type: 'image', ...image } },
      { role: 'user', content: { type: 'resource', uri: 'a://b', text: 'inside' } },
      { role: 'user', content: { type: 'resource', uri: 'a://bytes', base64: 'AAAA' } },
      { role: 'user', content: { type: 'resource_link', uri: 'a://c', name: 'c' } },
      { role: 'user', content: { type: 'audio', base64: 'AAAA', media_type: 'audio/wav' } },
      { role: 'user', content: { type: 'image', base64: 'AAAA', media_type: 'image/svg+xml' } },
    ],
  });
  expect(read).toEqual({
    text: 'Review this.\n\na://b\ninside',
    images: [{ type: 'image', ...image }],
    resources: [
      { uri: 'a://bytes', name: 'a://bytes' },
      { uri: 'a://c', name: 'c' },
    ],
    leftOut: 2,
  });
});
