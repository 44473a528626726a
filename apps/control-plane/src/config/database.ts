import { databaseUrl, wholeNumber } from '@everruns/settings';
import { z } from 'zod';

/** The settings of the database. */
export const DatabaseEnvironment = z.object({
  DATABASE_URL: databaseUrl().describe(
    'PostgreSQL 15 or newer. Several hosts, as in postgresql://user@first:5432,second:5432/everruns, are a primary and its standbys: the one that takes writes is used',
  ),
  DATABASE_DIRECT_URL: databaseUrl()
    .optional()
    .describe(
      'PostgreSQL itself, where DATABASE_URL leads to a pooler in transaction mode. Migrations, the lease and, without REDIS_URL, the bus between replicas use it',
    ),
  DATABASE_POOL_SIZE: wholeNumber({ min: 4, max: 500, fallback: 12 }).describe(
    'The largest number of connections to PostgreSQL that this process opens, all of them together',
  ),
  MIGRATE: z
    .enum(['auto', 'check', 'off'])
    .default('auto')
    .describe(
      'What `everruns serve` does with migrations: apply them, refuse to start where one is missing, or nothing',
    ),
  DATABASE_ROLES: z
    .enum(['auto', 'required', 'off'])
    .default('auto')
    .describe(
      'Whether statements run in roles of the database that see no more than they need, one organization for a request: where they can, always, so that a start without them is refused, or never',
    ),
});

export interface DatabaseSettings {
  databaseUrl: string;
  /** A connection to PostgreSQL itself. It differs from `databaseUrl` where that leads to a pooler in transaction mode. */
  databaseDirectUrl: string;
  databasePoolSize: number;
  migrate: 'auto' | 'check' | 'off';
  databaseRoles: 'auto' | 'required' | 'off';
}

export function toDatabaseSettings(env: z.output<typeof DatabaseEnvironment>): DatabaseSettings {
  return {
    databaseUrl: env.DATABASE_URL,
    databaseDirectUrl: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL,
    databasePoolSize: env.DATABASE_POOL_SIZE,
    migrate: env.MIGRATE,
    databaseRoles: env.DATABASE_ROLES,
  };
}
