// Pages of a list, and the whole log of a session as lines of JSON: node list-and-export.ts http://127.0.0.1:9000 [API key]
import { createEverruns, NotFoundError } from '@everruns/sdk';

const [, , baseUrl = 'http://127.0.0.1:9000', apiKey] = process.argv;
const everruns = createEverruns({ baseUrl, ...(apiKey && { apiKey }) });

const agent = await everruns.agents.create({ name: 'Archivist', system_prompt: 'You keep records.' });
const session = await everruns.sessions.create({ agent_id: agent.id, title: 'To be kept' });
for await (const { title } of everruns.sessions.list({ agent_id: agent.id, limit: 50 })) console.log(title);
const lines = (await everruns.sessions.export(session.id)).trimEnd().split('\n');
console.log(`${lines.length} event`);
await everruns.sessions.delete(session.id);
try {
  await everruns.sessions.get(session.id);
} catch (error) {
  if (error instanceof NotFoundError) console.log('It is gone.');
}
