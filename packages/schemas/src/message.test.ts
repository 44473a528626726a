import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { Controls, CreateMessageRequest, UpdateQueuedMessageRequest } from './message.ts';

const text = (value: string) => ({ type: 'text', text: value });
const acceptsContent = (...content: unknown[]) => CreateMessageRequest.safeParse({ message: { content } }).success;
const accepts = (fields: object) =>
  CreateMessageRequest.safeParse({ message: { content: [text('hi')] }, ...fields }).success;
const png = (fields: object) => ({ type: 'image', ...fields });

describe('the content of a posted message', () => {
  it('is text and images, at least one part', () => {
    expect(acceptsContent(text('hi'))).toBe(true);
    expect(acceptsContent()).toBe(false);
    expect(acceptsContent(text(''))).toBe(false);
    expect(acceptsContent({ type: 'tool_call', id: 'x', name: 'x', arguments: {} })).toBe(false);
    expect(acceptsContent({ ...text('hi'), extra: 1 })).toBe(false);
  });

  it('keeps to the limits of parts and bytes', () => {
    expect(acceptsContent(...Array(LIMITS.contentParts).fill(text('a')))).toBe(true);
    expect(acceptsContent(...Array(LIMITS.contentParts + 1).fill(text('a')))).toBe(false);
    expect(acceptsContent(text('a'.repeat(LIMITS.messageTextBytes)))).toBe(true);
    expect(acceptsContent(text('a'.repeat(LIMITS.messageTextBytes + 1)))).toBe(false);
  });

  it.each([
    [{ url: 'https://example.com/a.png' }, true],
    [{ base64: 'aGk=', media_type: 'image/png' }, true],
    [{}, false],
    [{ url: 'https://example.com/a.png', base64: 'aGk=', media_type: 'image/png' }, false],
    [{ base64: 'aGk=' }, false],
    [{ base64: 'not base64', media_type: 'image/png' }, false],
    [{ base64: 'aGk=', media_type: 'image/svg+xml' }, false],
    [{ url: 'file:///etc/passwd' }, false],
    [{ url: 'data:image/png;base64,aGk=' }, false],
    [{ url: 'javascript:alert(1)' }, false],
  ])('takes the image %j: %s', (fields, expected) => {
    expect(acceptsContent(png(fields))).toBe(expected);
  });
});

describe('the request to create a message', () => {
  it('is from the user, whatever it says not', () => {
    expect(CreateMessageRequest.parse({ message: { content: [text('hi')] } }).message.role).toBe('user');
    expect(CreateMessageRequest.safeParse({ message: { role: 'agent', content: [text('hi')] } }).success).toBe(false);
  });

  it('keeps to the limits of metadata', () => {
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
    expect([
      accepts({ metadata: keys(LIMITS.metadataKeys) }),
      accepts({ metadata: keys(LIMITS.metadataKeys + 1) }),
    ]).toEqual([true, false]);
    const room = LIMITS.metadataBytes - JSON.stringify({ k: '' }).length;
    expect([
      accepts({ metadata: { k: 'a'.repeat(room) } }),
      accepts({ metadata: { k: 'a'.repeat(room + 1) } }),
    ]).toEqual([true, false]);
  });

  it.each([
    { busy_policy: 'later' },
    { controls: { locale: 'en' } },
    { controls: { temperature: 3 } },
    { controls: null },
    { tags: null },
    { unknown: 1 },
  ])('refuses %j', (fields) => expect(accepts(fields)).toBe(false));

  it.each([
    [{ max_tokens: 1_000_000 }, true],
    [{ max_tokens: 1_000_001 }, false],
    [{ max_tokens: 0 }, false],
    [{ max_tokens: 1.5 }, false],
    [{ reasoning: { effort: 'xhigh' } }, true],
    [{ reasoning: { effort: 'extreme' } }, false],
    [{ reasoning: {} }, false],
  ])('takes the controls %j: %s', (controls, expected) => {
    expect(Controls.safeParse(controls).success).toBe(expected);
  });
});

describe('the patch of a queued message', () => {
  it('may remove controls, metadata and tags, but not the message', () => {
    const cleared = { controls: null, metadata: null, tags: null };
    expect(UpdateQueuedMessageRequest.parse(cleared)).toEqual(cleared);
    expect(UpdateQueuedMessageRequest.parse({})).toEqual({});
    expect(UpdateQueuedMessageRequest.safeParse({ message: null }).success).toBe(false);
  });
});
