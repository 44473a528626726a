// An answer as data, checked by a schema: node parsed-answer.ts http://127.0.0.1:9000 [API key]
import { createEverruns } from '@everruns/sdk';
import { z } from 'zod';

const [, , baseUrl = 'http://127.0.0.1:9000', apiKey] = process.argv;
const everruns = createEverruns({ baseUrl, ...(apiKey && { apiKey }) });

const City = z.object({ city: z.string(), population: z.number() });
const agent = await everruns.agents.create({ name: 'Atlas', system_prompt: 'You answer in JSON: city, population.' });
const session = await everruns.sessions.create({ agent_id: agent.id });
// The simulated model says what the brackets tell it; a real one reads the prompt.
const question = 'What is the capital of Norway? [[sim:text {"city":"Oslo","population":717710}]]';
const { city, population } = await everruns.sessions.send(session.id, question).parsed(City);
console.log(`${city}: ${population}`);
