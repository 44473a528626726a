const call = (city: string) => ({ tool_call: { id: 'call_0', name: 'get_weather', arguments: { city } } });
const usage = { input_tokens: 100, cache_read_tokens: 80, output_tokens: 50, reasoning_tokens: 30 };
const steps = [{ reasoning: 'Two places.' }, 'Let me look.', call('Paris'), call('Oslo'), { usage }];

/** A user message whose reply uses every element of a format: thinking, text, two calls with one id, detailed usage. */
export const TWO_CALLS = `\`\`\`llmsim\n${JSON.stringify(steps)}\n\`\`\``;
