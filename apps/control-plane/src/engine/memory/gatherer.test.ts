import { setImmediate as oneRound } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Gatherer } from './gatherer.ts';

/** A gatherer of texts, which notes what it sends; a statement ends when the test answers it. */
function open() {
  const sent: string[][] = [];
  const answers: (() => void)[] = [];
  const gatherer = new Gatherer<string>({
    countCharacters: (item) => item.length,
    send: (items) => {
      sent.push([...items]);
      return new Promise((resolve) => answers.push(resolve));
    },
  });
  const answer = async (statement: number): Promise<void> => {
    answers[statement]?.();
    await oneRound();
    await oneRound();
  };
  return { sent, gatherer, answer };
}

const named = (kind: string, count: number): string[] => Array.from({ length: count }, (_, nth) => `${kind} ${nth}`);

it('what is urgent leaves before what waits longer, and leaves it a quarter of the places', async () => {
  const { sent, gatherer, answer } = open();
  gatherer.add('first');
  await oneRound();
  gatherer.add('second');
  await oneRound();
  const [steps, messages] = [named('step', 40), named('message', 30)];
  for (const step of steps) gatherer.add(step);
  for (const message of messages) gatherer.add(message, true);
  await oneRound();
  expect(sent).toEqual([['first'], [...messages.slice(0, 24), 'second', ...steps.slice(0, 7)]]);
  await answer(0);
  expect(sent[2]).toEqual([...messages.slice(24), ...steps.slice(7, 33)]);
});

it('what is urgent takes every place that nothing else needs', async () => {
  const { sent, gatherer } = open();
  for (const message of named('message', 40)) gatherer.add(message, true);
  await oneRound();
  expect(sent[0]).toHaveLength(32);
});

it('what is too long for one statement is divided, in its order', async () => {
  const { sent, gatherer } = open();
  const long = ['a', 'b', 'c'].map((letter) => letter.repeat(300_000));
  for (const item of long) gatherer.add(item);
  await oneRound();
  expect(sent[0]).toEqual([long[0]]);
});
