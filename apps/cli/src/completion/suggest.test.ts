import { expect, it } from 'vitest';
import { createProgram } from '../program.ts';
import { createTerminal } from '../terminal/terminal.ts';
import { suggest } from './suggest.ts';

const program = createProgram({ env: {}, terminal: createTerminal(), state: { exitCode: 0 } });

it.each([
  [['ag'], ['agents']],
  [['agents', 'ex'], ['export']],
  [['agents', 'list', '--s'], ['--search']],
  [
    ['sessions', 'list', '--status', ''],
    ['active', 'idle', 'requires_action'],
  ],
  [['-o', 'j'], ['json']],
  [['--profile', 'agents', 'chat', '--j'], ['--json']],
  [['completion', 'z'], ['zsh']],
  [['chat', 'agents', ''], []],
  [['__c'], []],
])('after %j it suggests %j', (words, expected) => {
  expect(suggest(program, words)).toEqual(expected);
});
