import { describe } from 'vitest';
import { useStack } from '../e2e/shared-stack.ts';
import { FAIR_ENV, testFairTurns } from './fair-turns.ts';

describe('a replica that runs turns itself', () => {
  testFairTurns(useStack({ env: FAIR_ENV }));
});
