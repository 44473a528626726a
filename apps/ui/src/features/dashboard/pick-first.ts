import type { Agent } from '@everruns/sdk';

/** Returns the oldest agent with tools: a new agent does not take the place of the one that a person is used to. */
export function pickFirst<One extends Pick<Agent, 'capabilities'>>(newestFirst: readonly One[]): One | undefined {
  return newestFirst.findLast(({ capabilities }) => capabilities.length > 0) ?? newestFirst.at(-1);
}
