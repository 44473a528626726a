import { expect, it } from 'vitest';
import { createTeller } from './tell-once.ts';

function tell(steps: (string | null)[]): { printed: string[]; answer: string } {
  const printed: string[] = [];
  const teller = createTeller((text) => printed.push(text));
  for (const step of steps) {
    if (step === null) teller.restart();
    else teller.add(step);
  }
  return { printed, answer: teller.answer };
}

it('the reader sees no word twice when the answer begins again', () => {
  const { printed, answer } = tell(['A durable ', 'agent wri', null, 'A durable ag', 'ent writes ', 'it down.']);
  expect(printed.join('')).toBe('A durable agent writes it down.');
  expect(answer).toBe('A durable agent writes it down.');
});

it('an answer that comes out otherwise the second time is printed whole, on a line of its own', () => {
  expect(tell(['One', null, 'Two']).printed).toEqual(['One', '\nTwo']);
});
