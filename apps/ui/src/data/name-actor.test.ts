import { expect, it } from 'vitest';
import { nameAction, nameActor, toAction } from './name-actor.ts';

const KNOWN = { people: new Map([['1', 'Ada']]), keys: new Map([['2', 'ci']]) };

it('people and keys have names, and who is gone keeps the id', () => {
  const actors = ['user:1', 'user:9', 'key:2', 'key:9', 'operator', 'system'];
  expect(actors.map((actor) => nameActor(actor, KNOWN))).toEqual([
    'Ada',
    'a former member (9)',
    'the key ci',
    'a deleted key (9)',
    'the operator',
    'system',
  ]);
});

it('an action is words', () => {
  expect(nameAction('create_llm_provider')).toBe('Create llm provider');
  expect(toAction(nameAction('create_llm_provider'))).toBe('create_llm_provider');
});
