// A tool that runs here, not on the server: node client-tools.ts http://127.0.0.1:9000 [API key]
import { createEverruns, toToolDefinitions } from '@everruns/sdk';

const [, , baseUrl = 'http://127.0.0.1:9000', apiKey] = process.argv;
const everruns = createEverruns({ baseUrl, ...(apiKey && { apiKey }) });

const tools = {
  look_up_order: {
    description: 'Looks up an order of this shop by its number.',
    parameters: { type: 'object', properties: { number: { type: 'integer' } }, required: ['number'] },
    execute: ({ number }: { number: number }) => ({ number, status: 'shipped' }),
  },
};
const agent = await everruns.agents.create({
  name: 'Shop',
  system_prompt: 'You answer questions about orders.',
  tools: toToolDefinitions(tools),
});
const session = await everruns.sessions.create({ agent_id: agent.id });
const run = everruns.sessions.send(session.id, 'Call look_up_order with {"number": 7}.', { tools });
console.log(await run.text());
