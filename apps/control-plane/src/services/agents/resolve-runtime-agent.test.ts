import { defineCapability } from '@everruns/core/catalog';
import {
  LlmModelId,
  LlmProviderId,
  OrganizationId,
  TURN_DEFAULTS,
  type ResolvedModel,
  type ToolDefinition,
} from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { resolveRuntimeAgent, type AgentDefinition } from './resolve-runtime-agent.ts';

const MODEL: ResolvedModel = {
  id: LlmModelId.parse('01890000-0000-7000-8000-000000000001'),
  provider_id: LlmProviderId.parse('01890000-0000-7000-8000-000000000002'),
  provider_name: 'Simulator',
  provider_type: 'llmsim',
  model: 'llmsim-default',
  allow_private_address: false,
};
const toolNamed = (name: string): ToolDefinition => ({
  name,
  description: 'd',
  parameters: { type: 'object' },
  effect: 'read',
  policy: 'auto',
  timeout_ms: 1_000,
});
const MATH = defineCapability({
  id: 'math',
  name: 'Math',
  description: 'd',
  status: 'available',
  tools: [toolNamed('add'), toolNamed('divide')],
});
const CLOCK = defineCapability({
  id: 'clock',
  name: 'Clock',
  description: 'd',
  status: 'available',
  configSchema: z.strictObject({ zone: z.string().default('UTC') }),
  prompt: ({ zone }) => `Times are in ${zone}.`,
  tools: [toolNamed('get_time')],
});
const SOON = defineCapability({
  id: 'soon',
  name: 'Soon',
  description: 'd',
  status: 'coming_soon',
  tools: [toolNamed('x')],
});
const CATALOG = new Map([MATH, CLOCK, SOON].map((definition) => [definition.id, definition]));

const resolve = (definition: Partial<AgentDefinition>, controls: { max_tokens?: number } | null = null) =>
  resolveRuntimeAgent(CATALOG, {
    organizationId: OrganizationId.parse('01890000-0000-7000-8000-000000000003'),
    definition: { system_prompt: 'Be kind.', capabilities: [], tools: [], limits: {}, ...definition },
    model: MODEL,
    fallback: null,
    controls,
  });

describe('resolveRuntimeAgent', () => {
  it('adds the prompts and tools of its capabilities in their order, each tool naming its capability', () => {
    const agent = resolve({ capabilities: [{ ref: 'clock', config: { zone: 'Asia/Tokyo' } }, 'math'] });
    expect(agent.system_prompt).toBe('Be kind.\n\nTimes are in Asia/Tokyo.');
    expect(agent.tools.map(({ name, capability_id }) => [name, capability_id])).toEqual([
      ['get_time', 'clock'],
      ['add', 'math'],
      ['divide', 'math'],
    ]);
    expect(agent.capability_configs).toEqual({ clock: { zone: 'Asia/Tokyo' }, math: {} });
  });

  it('knows the original’s names, and passes over what nobody knows or what is not there yet', () => {
    const agent = resolve({ capabilities: ['test_math', 'of-a-later-release', 'soon', 'constructor'] });
    expect(agent.tools.map(({ name }) => name)).toEqual(['add', 'divide']);
    expect(agent.capability_configs).toEqual({ math: {} });
  });

  it('leaves out a capability whose stored settings are no longer accepted', () => {
    expect(resolve({ capabilities: [{ ref: 'clock', config: { gone: 1 } }] }).tools).toEqual([]);
  });

  it('offers the agent’s own tools to the client', () => {
    const own = { name: 'open_door', description: 'd', parameters: {}, policy: 'client_side' as const };
    expect(resolve({ tools: [own, { ...own, name: 'ring', timeout_ms: 5_000 }] }).tools).toEqual([
      { ...own, effect: 'once', timeout_ms: 600_000 },
      { ...own, name: 'ring', effect: 'once', timeout_ms: 5_000 },
    ]);
  });

  it('takes its limits from the agent and the message', () => {
    expect(resolve({}).limits).toEqual({ max_iterations: TURN_DEFAULTS.maxIterations });
    expect(resolve({ limits: { max_iterations: 2 } }, { max_tokens: 9 }).limits).toEqual({
      max_iterations: 2,
      max_tokens: 9,
    });
  });
});
