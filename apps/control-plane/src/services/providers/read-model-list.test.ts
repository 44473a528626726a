import { expect, it } from 'vitest';
import { readModelList } from './read-model-list.ts';

it.each<[string, string[] | null]>([
  ['{"data":[{"id":"b"},{"id":"a"},{"id":"b"}]}', ['b', 'a']],
  ['{"data":[]}', []],
  ['[{"id":"meta/llama"}]', ['meta/llama']],
  ['{"models":[{"name":"models/gemini"}]}', ['models/gemini']],
  ['{"data":[{"id":"good"},{"id":7},{"id":""},null,{"id":"a\\u0000b"},{"id":"\\ud800"},{}]}', ['good']],
  [`{"data":[{"id":"${'x'.repeat(257)}"}]}`, null],
  ['{"data":[null,{"id":{}}]}', null],
  ['{"data":{"id":"a"}}', null],
  ['{"error":{"message":"no"}}', null],
  ['<html>', null],
  ['null', null],
  ['', null],
])('reads %s as %j', (text, expected) => {
  expect(readModelList(text)).toEqual(expected);
});
