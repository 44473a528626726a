import { BYTE_LIMITS, COUNT_LIMITS, NUMBER_LIMITS, TEXT_LIMITS } from '@everruns/control-plane/testing';
import { expect, it } from 'vitest';
import { listFields, listMethods } from './request-fields.ts';

const fields = Object.values(listMethods()).flatMap(({ requestType }) => {
  const { name } = requestType.type as { name: string };
  return listFields(name);
});
const nameOf = (way: readonly string[]): string => way.at(-1) ?? '';

it('every field that a worker can fill has its limit: a new one needs an entry in check-worker-input.ts', () => {
  const missing = fields.flatMap(({ way, kind, isRepeated }) => {
    const name = nameOf(way);
    const tables = [
      ...(kind === 'text' ? [TEXT_LIMITS] : []),
      ...(kind === 'number' ? [NUMBER_LIMITS] : []),
      ...(kind === 'bytes' ? [BYTE_LIMITS] : []),
      ...(isRepeated ? [COUNT_LIMITS] : []),
    ];
    return tables.every((table) => Object.hasOwn(table, name)) ? [] : [way.join('.')];
  });
  expect(missing).toEqual([]);
});

it('no limit is left of a field that is gone', () => {
  const namesOf = (kind: string) =>
    new Set(fields.filter((field) => field.kind === kind).map(({ way }) => nameOf(way)));
  expect(Object.keys(TEXT_LIMITS).filter((name) => !namesOf('text').has(name))).toEqual([]);
  expect(Object.keys(NUMBER_LIMITS).filter((name) => !namesOf('number').has(name))).toEqual([]);
  expect(Object.keys(BYTE_LIMITS).filter((name) => !namesOf('bytes').has(name))).toEqual([]);
  const repeated = new Set(fields.filter(({ isRepeated }) => isRepeated).map(({ way }) => nameOf(way)));
  expect(Object.keys(COUNT_LIMITS).filter((name) => !repeated.has(name))).toEqual([]);
});
