import { expect, it } from 'vitest';
import { problemResponse } from '../kernel/problem.ts';
import { asUnavailable } from './transaction.ts';

it('answers 503 where a read met a database on its way down, and 500 where anything else went wrong', () => {
  const lost = [
    new Error('Connection terminated unexpectedly'),
    Object.assign(new Error('terminating connection'), { code: '57P01' }),
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  ];
  expect(lost.map((error) => problemResponse(asUnavailable(error), 'r').status)).toEqual([503, 503, 503]);
  expect(problemResponse(asUnavailable(new Error('Terminated')), 'r').status).toBe(500);
});
