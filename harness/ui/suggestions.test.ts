import { CAPABILITY_CATALOG, SubagentsConfig } from '@everruns/capabilities/catalog';
import type { ToolDefinition } from '@everruns/schemas';
import { createScenarioEngine } from '@everruns/llmsim';
import { expect, it } from 'vitest';

interface Suggestions {
  suggestFor: (agent: { capabilities: string[] }) => string[];
}

// The UI is no package that others import: its module is read by its address.
const address = new URL('../../apps/ui/src/features/start/suggestions.ts', import.meta.url).href;
const { suggestFor } = (await import(address)) as Suggestions;

/** Capabilities for whose tools something is suggested, each with the suggestion. */
const SUGGESTED = [...CAPABILITY_CATALOG.values()].flatMap(({ id, tools }) => {
  const [text = ''] = suggestFor({ capabilities: [id] });
  const isOwn = text !== suggestFor({ capabilities: [] })[0];
  return isOwn && tools.length > 0 ? [{ id, text }] : [];
});

/** The tools of a capability as the model sees them: those of sub-agents name the agents. */
async function listTools(id: string): Promise<readonly ToolDefinition[]> {
  if (id !== 'subagents') return CAPABILITY_CATALOG.get(id)?.tools ?? [];
  const made = await CAPABILITY_CATALOG.get(id)?.toolsFor?.(SubagentsConfig.parse({}), () =>
    Promise.reject(new Error('needs no thread')),
  );
  return made?.tools ?? [];
}

it('something is suggested for most of the capabilities', () => {
  expect(SUGGESTED.length).toBeGreaterThan(8);
});

it.each(SUGGESTED)('the simulated model uses the tools of $id for “$text”', async ({ id, text }) => {
  const tools = await listTools(id);
  const plan = createScenarioEngine().plan({
    model: 'llmsim-default',
    system: '',
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
    tools: [...tools],
    request_id: 'request-1',
  });
  const called = plan.beats.flatMap((beat) => (beat.type === 'tool_call' ? [beat.name] : []));
  expect(called.length).toBeGreaterThan(0);
  expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(called));
});
