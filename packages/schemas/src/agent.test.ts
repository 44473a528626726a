import { describe, expect, it } from 'vitest';
import { CreateAgentRequest, UpdateAgentRequest } from './agent.ts';
import { LIMITS } from './limits.ts';

const least = { name: 'a', system_prompt: '' };
const accepts = (fields: object) => CreateAgentRequest.safeParse({ ...least, ...fields }).success;
const tool = (name: string) => ({ name, description: '', parameters: {} });

describe('the request to create an agent', () => {
  it('needs a name and a prompt; the rest has defaults', () => {
    expect(CreateAgentRequest.parse(least)).toEqual({
      ...least,
      tags: [],
      capabilities: [],
      tools: [],
      limits: {},
      busy_policy: 'queue',
    });
    expect(CreateAgentRequest.safeParse({ name: 'a' }).success).toBe(false);
  });

  it.each([
    ['name', 'a'.repeat(LIMITS.agentNameBytes), 'a'.repeat(LIMITS.agentNameBytes + 1)],
    ['name', 'a', ''],
    ['description', 'a'.repeat(LIMITS.agentDescriptionBytes), 'a'.repeat(LIMITS.agentDescriptionBytes + 1)],
    ['system_prompt', 'a'.repeat(LIMITS.systemPromptBytes), 'a'.repeat(LIMITS.systemPromptBytes + 1)],
    ['tags', Array(LIMITS.tags).fill('t'), Array(LIMITS.tags + 1).fill('t')],
    ['tags', ['a'.repeat(LIMITS.tagBytes)], ['a'.repeat(LIMITS.tagBytes + 1)]],
    ['capabilities', Array(LIMITS.capabilitiesPerAgent).fill('x'), Array(LIMITS.capabilitiesPerAgent + 1).fill('x')],
    ['tools', Array(LIMITS.toolsPerAgent).fill(tool('t')), Array(LIMITS.toolsPerAgent + 1).fill(tool('t'))],
    ['tools', [tool('a'.repeat(64))], [tool('a'.repeat(65))]],
    ['tools', [tool('a-B_9')], [tool('a.b')]],
    ['limits', { max_iterations: 1_000 }, { max_iterations: 1_001 }],
    ['limits', { max_iterations: 1 }, { max_iterations: 0 }],
    ['limits', { turn_timeout_ms: 86_400_000 }, { turn_timeout_ms: 86_400_001 }],
    ['busy_policy', 'reject', 'wait'],
    ['capabilities', [{ ref: 'x', config: {} }], [{ ref: 'x', settings: {} }]],
  ])('keeps to the edge of %s', (field, inside, outside) => {
    expect([accepts({ [field]: inside }), accepts({ [field]: outside })]).toEqual([true, false]);
  });

  it.each([{ id: 'x' }, { status: 'active' }, { unknown: 1 }, { description: null }])(
    'refuses the field %j',
    (fields) => {
      expect(accepts(fields)).toBe(false);
    },
  );
});

describe('the patch of an agent', () => {
  it('tells what is removed (null) from what is left alone (absent), and adds no defaults', () => {
    expect(UpdateAgentRequest.parse({})).toEqual({});
    const cleared = { description: null, default_model_id: null };
    expect(UpdateAgentRequest.parse(cleared)).toEqual(cleared);
  });

  it.each(['name', 'system_prompt', 'tags', 'capabilities', 'tools', 'limits', 'busy_policy'])(
    'cannot remove %s',
    (field) => {
      expect(UpdateAgentRequest.safeParse({ [field]: null }).success).toBe(false);
    },
  );
});
