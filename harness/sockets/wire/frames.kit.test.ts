import { expect, it } from 'vitest';
import { useStack } from '../../e2e/shared-stack.ts';
import { FRAME_RULES } from './frame-rules.ts';
import { generateCases, playCases } from './play-frames.ts';

const CASES = 2_000;
const seed = Number(process.env['FRAMES_SEED'] ?? 20_261_201);
const shared = useStack({ env: { LOG_LEVEL: 'warn' } });

it(`${CASES} conversations of frames end as RFC 6455 says (FRAMES_SEED=${seed})`, { timeout: 300_000 }, async () => {
  const cases = generateCases(CASES, seed);
  expect(new Set(cases.map(({ rule }) => rule)).size).toBe(FRAME_RULES.length);
  expect(await playCases(shared.running.urls[0] ?? '', cases)).toEqual([]);
  const [controlPlane] = shared.running.controlPlanes;
  expect(controlPlane?.takeCrashes()).toEqual([]);
  expect(controlPlane?.takeOutput()).not.toMatch(/"level":[56]0/);
});
