import type { Agent, Warning, WrittenAgent } from '@everruns/schemas';
import { findCapability, type CapabilityCatalog } from '../capabilities/capability-catalog.ts';

/**
 * The agent with what was accepted of it and will not work: capabilities that a later release, or none, knows, and fields of the file that it was
 * imported from.
 */
export function withWarnings(catalog: CapabilityCatalog, agent: Agent, leftOut: readonly string[] = []): WrittenAgent {
  const warnings = agent.capabilities.flatMap((given, index): Warning[] => {
    const id = typeof given === 'string' ? given : given.ref;
    if (findCapability(catalog, id) !== null) return [];
    const message = `${id} is not known here: the agent runs without it; GET /v1/capabilities lists those that are`;
    return [{ path: `capabilities[${index}]`, code: 'unknown_capability', message }];
  });
  const foreign = leftOut.map((path): Warning => {
    return { path, code: 'foreign_field', message: `${path} is a field of another product, and was left out` };
  });
  const all = [...foreign, ...warnings];
  return all.length === 0 ? agent : { ...agent, warnings: all };
}
