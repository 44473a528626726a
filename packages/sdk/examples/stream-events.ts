// Every token as it comes, and every call of a tool: node stream-events.ts http://127.0.0.1:9000 [API key]
import { createEverruns } from '@everruns/sdk';

const [, , baseUrl = 'http://127.0.0.1:9000', apiKey] = process.argv;
const everruns = createEverruns({ baseUrl, ...(apiKey && { apiKey }) });

const agent = await everruns.agents.create({ name: 'Abacus', system_prompt: 'You calculate.', capabilities: ['math'] });
const session = await everruns.sessions.create({ agent_id: agent.id });
for await (const event of everruns.sessions.send(session.id, 'What is 12.5 * 4?')) {
  if (event.type === 'output.message.delta') process.stdout.write(event.data.delta);
  if (event.type === 'tool.started') console.log(`[${event.data.tool_call.name}]`);
  if (event.type === 'turn.completed') console.log(`\n${event.data.usage.output_tokens} tokens`);
}
