import { EverrunsError, findLabeledVersion } from '@everruns/schemas';
import type { SessionRows } from '../state/rows.ts';

/** The agent's version that a new turn of the session runs with. Throws `conflict` when the label that the session follows was deleted. */
export function versionOfTurn({ session, agent }: SessionRows): number {
  const { agent_version, agent_label } = session;
  if (agent_version !== null) return agent_version;
  return agent_label === null ? agent.version : versionOfLabel(agent, agent_label);
}

function versionOfLabel(agent: SessionRows['agent'], label: string): number {
  const version = findLabeledVersion(agent, label);
  if (version !== undefined) return version;
  throw new EverrunsError(
    'conflict',
    `The session follows the label ${label}, which the agent has no more. Give the session another label, or none.`,
  );
}
