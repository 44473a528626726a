// An agent, a session, a question, its answer: node quick-start.ts http://127.0.0.1:9000 [API key]
import { createEverruns } from '@everruns/sdk';

const [, , baseUrl = 'http://127.0.0.1:9000', apiKey] = process.argv;
const everruns = createEverruns({ baseUrl, ...(apiKey && { apiKey }) });

const agent = await everruns.agents.create({
  name: 'Clock',
  system_prompt: 'You tell the time.',
  capabilities: ['current_time'],
});
const session = await everruns.sessions.create({ agent_id: agent.id });
console.log(await everruns.sessions.send(session.id, 'What time is it in Tokyo?').text());
