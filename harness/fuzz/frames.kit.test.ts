import { expect, it } from 'vitest';
import { useStack } from '../e2e/shared-stack.ts';
import { runFrameFuzz } from './run-frame-fuzz.ts';

const FRAMES = 5_000;
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_201);
const shared = useStack();

it(
  `${FRAMES} frames made from their schemas: every answer is one of a socket, and none is an internal error (FUZZ_SEED=${seed})`,
  { timeout: 300_000 },
  async () => {
    const report = await runFrameFuzz({ url: shared.running.urls[0] ?? '', frames: FRAMES, seed });
    expect(report.faults).toEqual([]);
    for (const name of [
      'subscribed',
      'stream_start',
      'claimed',
      'settled',
      'malformed_json',
      'unknown_field',
      'not_found',
    ])
      expect([name, report.answers.get(name) ?? 0]).not.toEqual([name, 0]);
    const [controlPlane] = shared.running.controlPlanes;
    expect(controlPlane?.takeOutput()).not.toContain('A frame failed');
    expect(controlPlane?.takeCrashes()).toEqual([]);
  },
);
