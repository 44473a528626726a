import { describe } from 'vitest';
import { useStack } from '../e2e/shared-stack.ts';
import { testFairTurns } from './fair-turns.ts';
import { FAIR_ENV } from './organizations.ts';

describe('a replica that runs turns itself', () => {
  testFairTurns(useStack({ env: FAIR_ENV }));
});
