import { countRounds, lastUserText, listOpenResults, type SimConversation } from '../conversation.ts';
import type { Reply } from '../scenario.ts';
import { readAskIntent } from './ask-intent.ts';
import { describeFiles } from './describe-files.ts';
import { readFileIntent } from './file-intent.ts';
import { greet } from './greet.ts';
import type { Intent, PlannedCall } from './intent.ts';
import { findOutputSchema, makeOutput } from './make-output.ts';
import { readDocumentIntent, readDocumentQuestion, readKnowledgeIntent } from './knowledge-intent.ts';
import { readMathIntent } from './math-intent.ts';
import { readNamedToolIntent } from './named-tool-intent.ts';
import { summarizeResults } from './summarize-results.ts';
import { readTaskIntent } from './task-intent.ts';
import { readTimeIntent } from './time-intent.ts';
import { readTodoIntent } from './todo-intent.ts';
import { readWeatherIntent } from './weather-intent.ts';
import { readProgramIntent } from './program-intent.ts';
import { planProviderSearch } from './search-intent.ts';
import { readWebIntent, withoutAddresses } from './web-intent.ts';

const INTENTS: Intent[] = [
  readTimeIntent,
  readMathIntent,
  readFileIntent,
  readTodoIntent,
  readWeatherIntent,
  readAskIntent,
  readKnowledgeIntent,
];
/** Only the beginning is read: the request appears there, and the patterns are not made for a megabyte of text. */
const MAX_READ_CHARS = 4_000;
const THEN = /[,;.]?\s+(?:and\s+)?(?:then|afterwards|after that)\b,?/i;

/**
 * Plans the reply that the simulated model chooses by itself: first calls of the tools that the text asks for, several
 * at once; in later rounds the calls after a "then"; at the end an answer that quotes the results.
 */
export function planDefaultReply(conversation: SimConversation): Reply {
  const stage = lastUserText(conversation).slice(0, MAX_READ_CHARS).split(THEN)[countRounds(conversation)] ?? '';
  const calls = planCalls(stage, conversation);
  if (calls.length > 0) return calls.map((call) => ({ tool_call: call }));
  const search = planProviderSearch(stage, conversation);
  if (search !== null) return search;
  const schema = findOutputSchema(conversation);
  if (schema !== null) return [JSON.stringify(makeOutput(schema))];
  if (listOpenResults(conversation).length > 0) return [summarizeResults(conversation)];
  return [describeFiles(conversation) ?? greet(conversation)];
}

function planCalls(text: string, conversation: SimConversation): PlannedCall[] {
  if (conversation.controls?.tool_choice === 'none') return [];
  const named = readNamedToolIntent(text, conversation);
  const wished = named.length > 0 ? named : planByIntents(text, conversation);
  const calls = wished.filter(({ name }) => conversation.tools.some((tool) => tool.name === name));
  return conversation.controls?.parallel_tool_calls === false ? calls.slice(0, 1) : calls;
}

function planByIntents(text: string, conversation: SimConversation): PlannedCall[] {
  const tasks = readTaskIntent(text, conversation);
  // What the others do is not done here too.
  if (tasks.length > 0) return tasks;
  // A program is not read for what else it might ask.
  const programs = readProgramIntent(text, conversation);
  if (programs.length > 0) return programs;
  const rest = withoutAddresses(text);
  const asked = readDocumentQuestion(rest, conversation);
  const documents = asked.length > 0 ? asked : readDocumentIntent(rest, conversation);
  const web = readWebIntent(text, conversation);
  if (documents.length > 0) return [...web, ...documents];
  return [...web, ...INTENTS.flatMap((intent) => intent(rest, conversation))];
}
