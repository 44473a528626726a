import { z } from 'zod';
import { AgentId } from './ids.ts';
import { JsonValue } from './json.ts';
import { LIMITS } from './limits.ts';

/** A name for one of an agent's versions, such as `production`. Sessions and sub-agents can follow it. */
export const AgentLabel = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, 'must be 1 to 32 of a-z, 0-9, _ and -, beginning with a letter');
export type AgentLabel = z.infer<typeof AgentLabel>;

/** The version to which an agent has given a label. Undefined if it has no such label, also for the names that every object has. */
export function findLabeledVersion(
  { labels = {} }: { labels?: Readonly<Record<string, number>> | undefined },
  label: string,
): number | undefined {
  return Object.hasOwn(labels, label) ? labels[label] : undefined;
}

export const PutAgentLabelRequest = z.strictObject({ version: z.int().min(1).max(LIMITS.versionNumber) });
export type PutAgentLabelRequest = z.infer<typeof PutAgentLabelRequest>;

/** One version of an agent, in the list of its versions. Versions never change. */
export const AgentVersion = z.object({
  agent_id: AgentId,
  version: z.int().positive(),
  created_at: z.iso.datetime(),
  /** Who made it: `user:<id>`, `key:<id>` or `operator`. Absent for versions that release 0.1.0 made. */
  created_by: z.string().optional(),
  /** The fields that differ from the version before. Empty for the first version. */
  changed: z.array(z.string()),
  /** The labels that this version has now. Absent if it has none. */
  labels: z.array(z.string()).min(1).optional(),
});
export type AgentVersion = z.infer<typeof AgentVersion>;

const NamedChanges = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
});

/** What changed from one version to another, whichever is newer. Absent parts are equal in both. */
export const AgentVersionDiff = z.object({
  agent_id: AgentId,
  from: z.int().positive(),
  to: z.int().positive(),
  /** The change of the prompt as a unified diff. Cut after 256 KB. */
  system_prompt: z.object({ patch: z.string() }).optional(),
  capabilities: NamedChanges.optional(),
  tools: NamedChanges.optional(),
  tags: NamedChanges.optional(),
  /** Every other field that differs, `limits` field by field (`limits.max_iterations`), with both values. Absent: not set. */
  fields: z.array(z.object({ field: z.string(), before: JsonValue.optional(), after: JsonValue.optional() })),
});
export type AgentVersionDiff = z.infer<typeof AgentVersionDiff>;
