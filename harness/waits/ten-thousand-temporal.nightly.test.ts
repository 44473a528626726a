import { expect, it } from 'vitest';
import { medianOf, quantileOf } from '../bench/measure/median.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { answerParked } from './answer-parked.ts';
import { cloneParked, parkOne } from './clone-parked.ts';

const PARKED = 10_000;
const ANSWERED = 200;
const shared = useStack({ runner: 'temporal', workers: 1 });

it(`an answer resumes its turn on Temporal, beside ${PARKED} parked ones`, async () => {
  const { api, running } = shared;
  const ids = await cloneParked(running.postgres.url, await parkOne(api), PARKED);
  expect(ids).toHaveLength(PARKED);
  const times: number[] = [];
  for (const approval of ids.slice(0, ANSWERED)) times.push(await answerParked(api, approval));
  console.log(
    `an answer resumes its turn on Temporal, with ${PARKED} parked: ${medianOf(times).toFixed(0)} ms at the median, ` +
      `${quantileOf(times, 0.99).toFixed(0)} ms at p99`,
  );
});
