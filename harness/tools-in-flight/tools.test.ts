import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { expect, it } from 'vitest';
import { TOOLS } from './tools.ts';

/** Calls that wait for somebody are killed where waits are. */
const ELSEWHERE: Readonly<Record<string, string>> = { ask_user: 'harness/waits', task: 'harness/sub-agents' };

it('every tool that can be in flight is killed in flight', () => {
  const tools = [...CAPABILITY_CATALOG.values()].flatMap((capability) => capability.tools);
  // The result of an immediate tool is recorded with its call.
  const names = tools.filter(({ hints }) => hints?.immediate !== true).map(({ name }) => name);
  const killed = new Set([...TOOLS.map(({ name }) => name), ...Object.keys(ELSEWHERE)]);
  expect(names.filter((name) => !killed.has(name))).toEqual([]);
});
