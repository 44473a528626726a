import { describe, expect, it } from 'vitest';
import { findRefusedParameter } from './find-refused-parameter.ts';

const CHAT = ['model', 'messages', 'stream', 'stream_options', 'max_tokens', 'parallel_tool_calls', 'reasoning_effort'];
const ANTHROPIC = ['model', 'messages', 'max_tokens', 'thinking', 'output_config', 'tool_choice'];

describe('a refusal that names a parameter', () => {
  it.each([
    [
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      CHAT,
      'max_tokens',
    ],
    ['Please use max_completion_tokens, max_tokens is not supported', CHAT, 'max_tokens'],
    ['Unrecognized request argument supplied: stream_options', CHAT, 'stream_options'],
    [
      '{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}',
      CHAT,
      'stream_options',
    ],
    [
      'Invalid JSON payload received. Unknown name "parallel_tool_calls": Cannot find field.',
      CHAT,
      'parallel_tool_calls',
    ],
    ["property 'reasoning_effort' is unsupported", CHAT, 'reasoning_effort'],
    ["Unsupported value: 'reasoning_effort' does not support 'minimal' with this model.", CHAT, 'reasoning_effort'],
    ['thinking: Extra inputs are not permitted', ANTHROPIC, 'thinking'],
    ['output_config.effort: Extra inputs are not permitted', ANTHROPIC, 'output_config'],
    ['system.0.cache_control: Extra inputs are not permitted', ANTHROPIC, 'cache_control'],
    ['The model is thinking too hard and that is not supported', ANTHROPIC, null],
    ['temperature is not supported', CHAT, null],
    ['max_completion_tokens is not supported', CHAT, null],
    ['Could not process image', CHAT, null],
  ])('%s', (message, sent, expected) => {
    expect(findRefusedParameter({ class: 'bad_request', message }, sent)).toBe(expected);
  });

  it('is believed where the provider says it in a field', () => {
    const error = { class: 'bad_request' as const, message: 'No.', parameter: 'reasoning.summary' };
    expect(findRefusedParameter(error, ['reasoning'])).toBe('reasoning');
    expect(findRefusedParameter({ ...error, parameter: 'messages[1].name' }, CHAT)).toBeNull();
  });

  it('may be a mark of the tools of Responses', () => {
    const sent = ['model', 'input', 'tools', 'store'];
    const error = { class: 'bad_request' as const, message: "Unknown parameter: 'tools[0].strict'." };
    expect(findRefusedParameter(error, sent)).toBe('strict');
    expect(findRefusedParameter({ ...error, message: 'No.', parameter: 'tools[0].strict' }, sent)).toBe('strict');
    expect(findRefusedParameter(error, CHAT)).toBeNull();
    expect(findRefusedParameter({ ...error, message: "Unsupported parameter: 'store'" }, sent)).toBe('store');
  });

  it('is none where the failure is another one', () => {
    expect(findRefusedParameter({ class: 'context_overflow', message: 'max_tokens invalid' }, CHAT)).toBeNull();
  });
});
