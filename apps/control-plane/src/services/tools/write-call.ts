import type { InputMessage, JsonObject } from '@everruns/schemas';

/** Reported by the model of the playground, which reads and writes nothing that anybody pays for. */
const NO_USAGE = { usage: { input_tokens: 0, output_tokens: 0 } };

/** The message that makes the simulated model make this call, and say no more than that it has ended. */
export function writeCall({ name, args }: { name: string; args: JsonObject }): InputMessage {
  const replies = [
    [NO_USAGE, { tool_call: { name, arguments: args } }],
    [NO_USAGE, 'The call has ended.'],
  ];
  // A fence in the arguments must not end the block.
  const json = JSON.stringify({ replies }).replaceAll('`', String.raw`\u0060`);
  return {
    role: 'user',
    content: [{ type: 'text', text: `Run ${name} with these arguments.\n\`\`\`llmsim\n${json}\n\`\`\`` }],
  };
}
