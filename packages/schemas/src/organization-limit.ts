import { z } from 'zod';

/**
 * Every limit of an organization: what it counts, and how much of it an organization may have unless the operator says otherwise. The
 * defaults hold with `AUTH_MODE=full`; where there is one organization, only what the operator has set is limited.
 */
export const ORGANIZATION_LIMITS = {
  running_turns: { fallback: 1_500, counts: 'turns that run at the same time; further ones wait' },
  queued_messages: { fallback: 10_000, counts: 'messages that wait for their turn, in all sessions' },
  streams: { fallback: 5_000, counts: 'open event streams' },
  waiting_requests: { fallback: 2_000, counts: 'requests that wait for the end of a turn' },
  sockets: { fallback: 5_000, counts: 'open WebSockets' },
  connections: {
    fallback: 10_000,
    counts: 'connections that stay open between requests; further ones end with their answer',
  },
  requests_per_minute: { fallback: 60_000, counts: 'requests in a minute' },
  sessions: { fallback: 1_000_000, counts: 'stored sessions' },
  stored_bytes: {
    fallback: 100 * 1024 ** 3,
    counts: 'bytes in the files of sessions, and in prompts and tools of requests',
  },
} as const satisfies Record<string, { fallback: number; counts: string }>;

export const OrganizationLimitName = z.enum(
  Object.keys(ORGANIZATION_LIMITS) as [OrganizationLimitName, ...OrganizationLimitName[]],
);
export type OrganizationLimitName = keyof typeof ORGANIZATION_LIMITS;

/** A limit of an organization, and how much of it is used now. */
export const OrganizationLimit = z.object({
  name: OrganizationLimitName,
  /** What is counted, as a phrase. */
  counts: z.string(),
  /** Null: there is no limit. */
  limit: z.int().nonnegative().nullable(),
  /** The use now. It may be a few seconds old, and counts at most a million sessions. */
  use: z.int().nonnegative(),
});
export type OrganizationLimit = z.infer<typeof OrganizationLimit>;
