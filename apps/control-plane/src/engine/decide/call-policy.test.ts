import type { ToolDefinition, ToolsPolicy } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { canonicalJson, decidePolicy, type StoredRule } from './call-policy.ts';

const tool = (fields: Partial<ToolDefinition> = {}) =>
  ({ name: 'bash', capability_id: 'shell', policy: 'auto', effect: 'once', ...fields }) as ToolDefinition;
const decide = (definition: ToolDefinition, toolsPolicy?: ToolsPolicy, taint: object | null = null) =>
  decidePolicy({ definition, toolsPolicy, taint, call: null });

describe('the policy of a call', () => {
  it.each<[string, ToolsPolicy | undefined, string]>([
    ['the tool’s own', undefined, 'auto'],
    ['that of its name', { bash: 'requires_approval' }, 'requires_approval'],
    ['that of a pattern', { 'b*': 'requires_approval' }, 'requires_approval'],
    ['that of a pattern with several asterisks', { '*a*h': 'requires_approval' }, 'requires_approval'],
    ['not that of a pattern whose ends overlap', { 'bas*ash': 'requires_approval' }, 'auto'],
    ['not that of a pattern whose middle is in its end', { '*h*h': 'requires_approval' }, 'auto'],
    ['not that of another name', { bas: 'requires_approval' }, 'auto'],
    ['that of the name before a pattern', { bash: 'auto', '*': 'requires_approval' }, 'auto'],
    ['that of the longer pattern', { 'ba*': 'auto', '*': 'requires_approval' }, 'auto'],
    ['the stricter one of two equal patterns', { 'ba*': 'requires_approval', '*sh': 'auto' }, 'requires_approval'],
    ['the stricter one in the other order too', { '*sh': 'auto', 'ba*': 'requires_approval' }, 'requires_approval'],
  ])('is %s', (_name, toolsPolicy, policy) => {
    expect(decide(tool(), toolsPolicy).policy).toBe(policy);
  });

  it('may be loosened by the agent', () => {
    const strict = tool({ policy: 'requires_approval' });
    expect(decide(strict)).toEqual({ policy: 'requires_approval', waits: true });
    expect(decide(strict, { bash: 'auto' })).toEqual({ policy: 'auto', waits: false });
  });

  it('leaves tools of the client to the client', () => {
    const mine = tool({ policy: 'client_side' });
    expect(decide(mine, { '*': 'requires_approval' }, {})).toEqual({ policy: 'client_side', waits: true });
  });

  it('asks for a call that must not be repeated while the session is tainted', () => {
    expect(decide(tool(), { bash: 'auto' }, {}).policy).toBe('requires_approval');
    expect(decide(tool({ effect: 'read' }), undefined, {}).policy).toBe('auto');
    const reading = { definition: tool({ effect: 'read' }), toolsPolicy: undefined, isUnnamed: true, call: null };
    expect(decidePolicy({ ...reading, taint: {} }).policy).toBe('requires_approval');
    expect(decidePolicy({ ...reading, taint: null }).policy).toBe('auto');
  });
});

describe('a remembered rule', () => {
  const RULE: StoredRule = {
    id: 'r',
    scope: 'agent',
    tool: 'bash',
    capability_id: 'shell',
    schema_hash: 'h1',
    match: 'tool',
    arguments_hash: null,
  };
  const waits = (rule: Partial<StoredRule>, taint: object | null = null): boolean =>
    decidePolicy({
      definition: tool({ policy: 'requires_approval' }),
      toolsPolicy: undefined,
      taint,
      call: { toolHash: 'h1', argumentsHash: 'a1', rules: [{ ...RULE, ...rule }] },
    }).waits;

  it.each<[string, Partial<StoredRule>, boolean]>([
    ['lets its tool run', {}, false],
    ['does not count for another tool', { tool: 'other' }, true],
    ['does not count for the tool of another capability', { capability_id: 'server' }, true],
    ['does not count once the tool has changed', { schema_hash: 'h0' }, true],
    ['lets the same arguments run', { match: 'arguments', arguments_hash: 'a1' }, false],
    ['does not count for other arguments', { match: 'arguments', arguments_hash: 'a0' }, true],
  ])('%s', (_name, rule, expected) => {
    expect(waits(rule)).toBe(expected);
  });

  it('of a whole agent counts for any arguments only as long as the session is not tainted', () => {
    expect(waits({}, {})).toBe(true);
    expect(waits({ scope: 'session' }, {})).toBe(false);
    expect(waits({ match: 'arguments', arguments_hash: 'a1' }, {})).toBe(false);
  });
});

it('arguments are compared by their value, not by the order of their fields', () => {
  expect(canonicalJson({ b: 1, a: { d: [2, 1], c: null } })).toBe(canonicalJson({ a: { c: null, d: [2, 1] }, b: 1 }));
  expect(canonicalJson({ a: [1, 2] })).not.toBe(canonicalJson({ a: [2, 1] }));
});
