import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Arena, type RunnerName } from './arena.ts';
import { runSeed } from './run-seed.ts';
import { tellStory } from './tell-story.ts';

/** Shorter than the product's value, so that a killed worker is noticed sooner. */
const HEARTBEAT_TIMEOUT_MS = 4_000;

/** Tests one seeded moment of each of these scenarios on one stack; a failure contains the story of the violation. */
export function testStrikes(runner: RunnerName, moments: readonly [scenario: string, seed: number][]): void {
  describe(`after a strike, on the ${runner} runner, everything that must hold holds`, () => {
    let arena: Arena | undefined;
    beforeAll(async () => {
      arena = await Arena.start(runner, { controlPlanes: 2, workers: 2, heartbeatTimeoutMs: HEARTBEAT_TIMEOUT_MS });
    });
    afterAll(() => arena?.[Symbol.asyncDispose]());

    it.each(moments)('%s, seed %i', { timeout: 150_000 }, async (scenario, seed) => {
      if (arena === undefined) throw new Error('the arena is there inside tests only');
      const report = await runSeed(arena, seed, scenario);
      expect(report.messages).toBeGreaterThan(0);
      expect(report.blows.reduce((sum, { hits }) => sum + hits, 0)).toBeGreaterThan(0);
      if (report.violations.length > 0) throw new Error(await tellStory(arena, report));
    });
  });
}
