import type { JsonValue } from '@everruns/schemas';
import type { SimConversation } from '../conversation.ts';
import type { PlannedCall } from './intent.ts';

const TASKS =
  /\b(?:let|have|ask) (?:the |a )?([a-z0-9_-]{1,64})(?: to)?:? ([^.;\n]{1,500}?)(?=,? and (?:let|have|ask) |[.;\n]|$)/gi;
const MOST_TASKS = 16;

/** Recognizes "Let the writer tell a joke and let the critic judge it", if these are agents that may be called. */
export function readTaskIntent(text: string, { tools }: Pick<SimConversation, 'tools'>): PlannedCall[] {
  const names = listAgents(tools.find(({ name }) => name === 'task')?.parameters);
  if (names.length === 0) return [];
  const found = [...text.matchAll(TASKS)].flatMap(([, agent = '', prompt = '']) => {
    const called = agent.toLowerCase();
    return names.includes(called) ? [{ name: 'task', arguments: { agent: called, prompt: prompt.trim() } }] : [];
  });
  return found.slice(0, MOST_TASKS);
}

/** The names in the tool's schema. */
function listAgents(parameters: JsonValue | undefined): JsonValue[] {
  const agent = field(field(parameters, 'properties'), 'agent');
  const names = field(agent, 'enum');
  return Array.isArray(names) ? names : [];
}

function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value[name];
}
