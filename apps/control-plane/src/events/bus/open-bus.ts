import type { HintBus } from './hint-bus.ts';
import { createPostgresBus, type PostgresBusOptions } from './postgres.ts';

/** Redis carries the hints where there is one. Its client is loaded only then. */
export async function openBus(
  { databaseUrl, redisUrl }: { databaseUrl: string; redisUrl: string | null },
  parts: Pick<PostgresBusOptions, 'ids' | 'clock' | 'log'>,
): Promise<HintBus> {
  if (redisUrl === null) return createPostgresBus({ url: databaseUrl, ...parts });
  const { createRedisBus } = await import('./redis.ts');
  return createRedisBus({ url: redisUrl, ...parts });
}
