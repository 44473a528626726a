import { randomInt } from 'node:crypto';
import { testSeeds } from './run/strike-test.ts';

const first = randomInt(1_000_000_000);
const seedsFrom = (seed: number, count: number): number[] => Array.from({ length: count }, (_, index) => seed + index);

testSeeds('local', seedsFrom(first, 100));
testSeeds('temporal', seedsFrom(first, 40));
