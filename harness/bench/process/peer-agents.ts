import { Agent, OpenAIChatCompletionsModel, Runner, setTracingDisabled, tool } from '@openai/agents';
import { OpenAI } from 'openai';
import { z } from 'zod';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';
import { servePeer } from '../peer/serve-peer.ts';

/** An agent SDK in the server's process: it streams and calls the tool, and nothing is stored. */
const client = new OpenAI({ baseURL: `${process.env['MODEL_URL'] ?? ''}/v1`, apiKey: 'sk-bench', maxRetries: 0 });
setTracingDisabled(true);
const add = tool({
  name: 'add',
  description: 'Adds two numbers.',
  parameters: z.object({ a: z.number(), b: z.number() }),
  execute: async ({ a, b }) => String(a + b),
});
const model = new OpenAIChatCompletionsModel(client, 'bench');
const agent = new Agent({ name: 'bench', instructions: 'You add numbers.', tools: [add], model });
const runner = new Runner({ tracingDisabled: true });

async function run(text: string, onDelta: (delta: string) => void): Promise<void> {
  const result = await runner.run(agent, text, { stream: true });
  for await (const event of result) {
    if (event.type === 'raw_model_stream_event' && event.data.type === 'output_text_delta') onDelta(event.data.delta);
  }
  await result.completed;
}

const httpUrl = await servePeer(async ({ text, onDelta }) => ({ done: run(text, onDelta) }));
closeOnSignal(async () => {});
reportReady({ httpUrl });
