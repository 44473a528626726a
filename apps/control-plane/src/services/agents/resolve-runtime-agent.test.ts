import { defineCapability, type RunJob } from '@everruns/core/catalog';
import { createInlineOffload } from '@everruns/core/testing';
import {
  EverrunsError,
  LlmModelId,
  LlmProviderId,
  OrganizationId,
  TURN_DEFAULTS,
  type ResolvedModel,
  type ToolDefinition,
} from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { enableCapabilities } from '../capabilities/capability-catalog.ts';
import { assertRunnable, resolveRuntimeAgent, type AgentDefinition } from './resolve-runtime-agent.ts';

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
const COUNTED = defineCapability({
  id: 'counted',
  name: 'Counted',
  description: 'd',
  status: 'available',
  configSchema: z.strictObject({ count: z.int() }),
  tools: [],
  toolsFor: ({ count }) => {
    if (count > 3) throw new EverrunsError('invalid_request', 'There are at most 3.');
    return { tools: Array.from({ length: count }, (_, index) => toolNamed(`t${index}`)), config: { compiled: count } };
  },
});
const CATALOG = new Map([MATH, CLOCK, SOON, COUNTED].map((definition) => [definition.id, definition]));

const offload = createInlineOffload();
const runJob: RunJob = (job, input) => offload.run(job, input, { tenant: 'org-1' });

const resolve = async (definition: Partial<AgentDefinition>, controls: { max_tokens?: number } | null = null) =>
  resolveRuntimeAgent(await enableCapabilities(CATALOG, definition.capabilities ?? [], runJob), {
    organizationId: OrganizationId.parse('01890000-0000-7000-8000-000000000003'),
    definition: { system_prompt: 'Be kind.', capabilities: [], tools: [], limits: {}, ...definition },
    model: MODEL,
    fallback: null,
    controls,
  });

describe('resolveRuntimeAgent', () => {
  it('adds the prompts and tools of its capabilities in their order, each tool naming its capability', async () => {
    const agent = await resolve({ capabilities: [{ ref: 'clock', config: { zone: 'Asia/Tokyo' } }, 'math'] });
    expect(agent.system_prompt).toBe('Be kind.\n\nTimes are in Asia/Tokyo.');
    expect(agent.tools.map(({ name, capability_id }) => [name, capability_id])).toEqual([
      ['get_time', 'clock'],
      ['add', 'math'],
      ['divide', 'math'],
    ]);
    expect(agent.capability_configs).toEqual({ clock: { zone: 'Asia/Tokyo' }, math: {} });
  });

  it('knows the original’s names, and passes over what nobody knows or what is not there yet', async () => {
    const agent = await resolve({ capabilities: ['test_math', 'of-a-later-release', 'soon', 'constructor'] });
    expect(agent.tools.map(({ name }) => name)).toEqual(['add', 'divide']);
    expect(agent.capability_configs).toEqual({ math: {} });
  });

  it('leaves out a capability whose stored settings are no longer accepted', async () => {
    expect((await resolve({ capabilities: [{ ref: 'clock', config: { gone: 1 } }] })).tools).toEqual([]);
  });

  it('offers the tools that the settings of a capability ask for, which get what was made of the settings', async () => {
    const agent = await resolve({ capabilities: [{ ref: 'counted', config: { count: 2 } }] });
    expect(agent.tools.map(({ name, capability_id }) => [name, capability_id])).toEqual([
      ['t0', 'counted'],
      ['t1', 'counted'],
    ]);
    expect(agent.capability_configs).toEqual({ counted: { compiled: 2 } });
    const refused = { name: 'a', capabilities: [{ ref: 'counted', config: { count: 4 } }], tools: [] };
    await expect(assertRunnable(CATALOG, refused, runJob)).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'capabilities[0].config', message: 'There are at most 3.' }],
    });
  });

  it('gives all turns of a version the same tools, and turns of another version with the same capabilities its own', async () => {
    const capabilities = await enableCapabilities(CATALOG, ['math'], runJob);
    const own = { name: 'open_door', description: 'd', parameters: {}, policy: 'client_side' as const };
    const organizationId = OrganizationId.parse('01890000-0000-7000-8000-000000000003');
    const turn = { organizationId, model: MODEL, fallback: null, controls: null };
    const first = { system_prompt: 'One.', capabilities: [], tools: [], limits: {} };
    const second = { ...first, system_prompt: 'Two.', tools: [own] };
    const [one, again, other] = [first, first, second].map((definition) =>
      resolveRuntimeAgent(capabilities, { ...turn, definition }),
    );
    expect(again?.tools).toBe(one?.tools);
    expect([one?.system_prompt, other?.system_prompt]).toEqual(['One.', 'Two.']);
    expect(other?.tools.map(({ name }) => name)).toEqual(['add', 'divide', 'open_door']);
  });

  it('offers the agent’s own tools to the client', async () => {
    const own = { name: 'open_door', description: 'd', parameters: {}, policy: 'client_side' as const };
    expect((await resolve({ tools: [own, { ...own, name: 'ring', timeout_ms: 5_000 }] })).tools).toEqual([
      { ...own, effect: 'once', timeout_ms: 600_000 },
      { ...own, name: 'ring', effect: 'once', timeout_ms: 5_000 },
    ]);
  });

  it('leaves out tools that its settings switch off, whoever brings them, and changes their time', async () => {
    const own = { name: 'open_door', description: 'd', parameters: {}, policy: 'client_side' as const };
    const tool_settings = { open_door: { enabled: false }, divide: { enabled: false }, 'a*': { timeout_ms: 3_000 } };
    const { tools } = await resolve({ capabilities: ['math'], tools: [own], tool_settings });
    expect(tools.map(({ name, timeout_ms }) => [name, timeout_ms])).toEqual([['add', 3_000]]);
  });

  it('takes its limits from the agent and the message', async () => {
    expect((await resolve({})).limits).toEqual({ max_iterations: TURN_DEFAULTS.maxIterations });
    expect((await resolve({ limits: { max_iterations: 2 } }, { max_tokens: 9 })).limits).toEqual({
      max_iterations: 2,
      max_tokens: 9,
    });
  });
});
