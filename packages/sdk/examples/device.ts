// A device that executes calls over one WebSocket: node device.ts http://127.0.0.1:9000 [API key]. Node 20 needs --experimental-websocket.
import { createEverruns, toToolDefinitions } from '@everruns/sdk';

const [, , baseUrl = 'http://127.0.0.1:9000', apiKey] = process.argv;
const everruns = createEverruns({ baseUrl, ...(apiKey && { apiKey }) });

const tools = {
  read_scale: {
    description: 'Reads the scale on the table.',
    execute: () => ({ grams: 420 }),
  },
};
const agent = await everruns.agents.create({
  name: 'Scale',
  system_prompt: 'You answer questions about what lies on the scale.',
  tools: toToolDefinitions(tools),
});
const connection = everruns.connect({ deviceId: 'scale-on-the-table', tools });
console.log(await connection.send({ agent_id: agent.id }, 'Call read_scale with {}.').text());
connection.close();
await connection.closed;
