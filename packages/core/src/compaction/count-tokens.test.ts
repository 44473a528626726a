import { ToolCallId, type ContentPart } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { makeToolDefinition, makeTestUuid } from '../testing/index.ts';
import { countFixed, countMessage, countMessages, countText } from './count-tokens.ts';

const id = ToolCallId.parse(makeTestUuid(1));
const partCost = (...content: ContentPart[]): number => countMessage({ content }) - countMessage({ content: [] });

describe('an estimate of tokens', () => {
  it('counts bytes, so that other scripts cost what they take', () => {
    expect([countText(''), countText('abcd'), countText('abcde'), countText('ああ')]).toEqual([0, 1, 2, 2]);
  });

  it('counts each part by what the model reads of it', () => {
    expect(partCost({ type: 'text', text: 'abcdefgh' })).toBe(2);
    expect(partCost({ type: 'tool_call', id, name: 'ab', arguments: { a: 1 } })).toBe(countText('ab{"a":1}'));
    expect(partCost({ type: 'tool_result', tool_call_id: id, result: 'abcdefgh' })).toBe(2);
    expect(partCost({ type: 'tool_result', tool_call_id: id, result: { ab: 'cd' } })).toBe(countText('{"ab":"cd"}'));
    expect(partCost({ type: 'tool_result', tool_call_id: id, error: 'abcd', result: 'ignored as it failed' })).toBe(1);
    expect(partCost({ type: 'tool_result', tool_call_id: id })).toBe(countText('null'));
  });

  it('counts a picture as the largest one, whatever its bytes', () => {
    const picture = (base64: string): ContentPart => ({ type: 'image', base64, media_type: 'image/png' });
    expect(partCost(picture('a'))).toBe(partCost(picture('a'.repeat(10_000))));
    expect(partCost(picture('a'))).toBeGreaterThan(1_000);
  });

  it('counts a message more than its parts', () => {
    expect(countMessage({ content: [] })).toBeGreaterThan(0);
    expect(countMessages([])).toBe(0);
  });

  it('counts the tools of an agent beside its prompt, and nothing where it has none', () => {
    const tool = makeToolDefinition({ name: 'look' });
    const told = { name: tool.name, description: tool.description, parameters: tool.parameters };
    expect(countFixed({ system_prompt: 'abcd', tools: [] })).toBe(1);
    expect(countFixed({ system_prompt: 'abcd', tools: [tool] })).toBe(1 + countText(JSON.stringify([told])));
  });
});
