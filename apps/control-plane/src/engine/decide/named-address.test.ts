import type { Message, ToolDefinition } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { freeAddressOf, isNamedAddress } from './named-address.ts';

const said = (role: 'user' | 'assistant', text: string) => ({ role, content: [{ type: 'text', text }] }) as Message;
const found = (result: unknown) => ({ role: 'tool_result', content: [{ type: 'tool_result', result }] }) as Message;
const isNamed = (url: string, ...messages: Message[]) => isNamedAddress(new URL(url), messages);

describe('an address that a model would read', () => {
  it('is its own choice only where no settings list the hosts', () => {
    const call = { arguments: { url: 'https://a.example/x' } };
    const free: Pick<ToolDefinition, 'hints'> = { hints: { any_host: true } };
    expect(freeAddressOf(free, call)?.hostname).toBe('a.example');
    expect(freeAddressOf({ hints: { open_world: true } }, call)).toBeNull();
    expect(freeAddressOf(free, { arguments: { url: 'no address' } })).toBeNull();
    expect(freeAddressOf(free, { arguments: {} })).toBeNull();
  });
});

describe('an address is named', () => {
  it.each([
    'Read https://docs.example.com/a and tell me.',
    'What does Docs.Example.com say?',
    'See docs.example.com.',
    '(docs.example.com)',
  ])('by a person who names its host: %s', (text) => {
    expect(isNamed('https://docs.example.com/other?q=1', said('user', text))).toBe(true);
  });

  it.each([
    'Read evil-docs.example.com now.',
    'docs.example.com.evil.net is worth reading',
    'sub.docs.example.com',
    'docs.example',
  ])('but not by another host: %s', (text) => {
    expect(isNamed('https://docs.example.com/a', said('user', text))).toBe(false);
  });

  it('not by the model itself', () => {
    expect(isNamed('https://evil.example/', said('assistant', 'I read https://evil.example/ next.'))).toBe(false);
  });

  it.each([
    { results: [{ url: 'https://b.example/page' }] },
    'See [it](https://b.example/page), please.',
    'https://b.example/page.',
    'https://b.example/page/',
  ])('by exactly that address in a result: %j', (result) => {
    expect(isNamed('https://b.example/page', found(result))).toBe(true);
  });

  it('not by an address of the same host: the rest could carry what the session knows', () => {
    const result = found('Go to https://b.example/page?secret=SECRET or https://b.example/page2');
    expect(isNamed('https://b.example/page?secret=1234', result)).toBe(false);
    expect(isNamed('https://b.example/page', result)).toBe(false);
    expect(isNamed('https://b.example/', result)).toBe(false);
  });
});
