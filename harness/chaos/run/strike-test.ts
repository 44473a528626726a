import { judgeFigure } from '@everruns/kernel/testing';
import { WaitKind } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Arena, type RunnerName } from './arena.ts';
import { MIXED, onlyJudged, runSeed, type SeedReport } from './run-seed.ts';
import { tellStory } from './tell-story.ts';

/** Shorter than the product's value, so that a killed worker is noticed sooner. */
const HEARTBEAT_TIMEOUT_MS = 4_000;
const SEED_TIMEOUT_MS = 450_000;
const REST_SECONDS = 30;

/**
 * Tests one seeded moment of each of these scenarios on one stack; a failure contains the story of the violation. Together their programs
 * use every kind of wait.
 */
export function testStrikes(runner: RunnerName, moments: readonly [scenario: string, seed: number][]): void {
  describe(`after a strike, on the ${runner} runner, everything that must hold holds`, () => {
    let arena: Arena | undefined;
    const waited = new Set<string>();
    beforeAll(async () => {
      arena = await Arena.start(runner, { controlPlanes: 2, workers: 2, heartbeatTimeoutMs: HEARTBEAT_TIMEOUT_MS });
    });
    afterAll(() => arena?.[Symbol.asyncDispose]());

    it.each(moments)('%s, seed %i', { timeout: SEED_TIMEOUT_MS }, async (scenario, seed) => {
      if (arena === undefined) throw new Error('the arena is there inside tests only');
      const report = await runSeed(arena, seed, scenario);
      for (const kind of Object.keys(report.waits)) waited.add(kind);
      await judge(arena, report);
    });

    it('with calls that waited for everybody for whom a call can wait', () => {
      expect([...waited].toSorted()).toEqual(WaitKind.options.toSorted());
    });
  });
}

/** Tests so many fresh seeds with strikes of any kind. A name contains its seed, which repeats the program and the schedule. */
export function testSeeds(runner: RunnerName, seeds: readonly number[]): void {
  describe(`after strikes of any kind, on the ${runner} runner, everything that must hold holds`, () => {
    let arena: Arena | undefined;
    afterAll(() => arena?.[Symbol.asyncDispose]());

    it.each(seeds)('seed %i', { timeout: SEED_TIMEOUT_MS }, async (seed) => {
      arena ??= await Arena.start(runner, { controlPlanes: 3, workers: 3 });
      try {
        await judge(arena, await runSeed(arena, seed, MIXED));
      } catch (error) {
        // The leftovers of a violation must not count against the next seed.
        await arena[Symbol.asyncDispose]();
        arena = undefined;
        throw error;
      }
    });
  });
}

async function judge(arena: Arena, report: SeedReport): Promise<void> {
  expect(report.messages).toBeGreaterThan(0);
  expect(report.blows.reduce((sum, { hits }) => sum + hits, 0)).toBeGreaterThan(0);
  const judged = onlyJudged(report);
  if (judged.violations.length > 0) throw new Error(await tellStory(arena, judged));
  judgeFigure({ name: `rest after ${report.scenario}`, value: report.restMs / 1_000, unit: 's', most: REST_SECONDS });
}
