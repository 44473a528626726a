import { describe, expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';
import { listTypeLiterals, type TypeLiteral } from './type-literals.ts';

const isSnake = (name: string): boolean => /[a-z0-9]_[a-z0-9]/.test(name);
const isCamel = (name: string): boolean => /[a-z][A-Z]/.test(name);
const isMixed = (names: readonly string[]): boolean => names.some(isSnake) && names.some(isCamel);

const files = listFiles('apps/control-plane/src/*.ts', 'packages/*.ts').filter(
  (file) => !/\/gen\/|\/generated\/|\.d\.ts$|\.test\.ts$|\/test\/|\/testing\/|\.contract\.ts$/.test(file),
);
const found = files.flatMap((file) => listTypeLiterals(readSource(file)).map((literal) => ({ file, ...literal })));
const named = Map.groupBy(
  found.filter(({ name }) => name !== ''),
  ({ name }) => name,
);

/** Returns its own members and those of the interfaces that it extends, if the name of the interface is unique. */
function allMembers({ members, parents }: TypeLiteral): string[] {
  const inherited = parents.flatMap((parent) => {
    const [only, other] = named.get(parent) ?? [];
    return only === undefined || other !== undefined ? [] : allMembers(only);
  });
  return [...members, ...inherited];
}

describe('an object type', () => {
  it('is found in thousands of lines', () => {
    expect(found.length).toBeGreaterThan(500);
  });

  it('is a row or what goes over a wire, in snake_case whole, or ours, in camelCase whole', () => {
    const mixed = found.filter((literal) => isMixed(allMembers(literal)));
    expect(mixed.map(({ file, line, name, members }) => `${file}:${line} ${name} ${members.join(' ')}`)).toEqual([]);
  });

  it.each([
    ['interface A {\n  org_id: string;\n  expiresAt: number;\n}', true],
    ['function a(b: { org_id: string; expiresAt: number }): void {}', true],
    ['type A = B & { org_id: string; limits: { maxBytes: number } }', false],
    ['interface A {\n  org_id: string;\n  /** Not expiresAt. */\n  id: string;\n}', false],
    ['const a = { org_id: 1, expiresAt: 2 };', false],
  ])('mixes both or does not: %s', (source, expected) => {
    expect(listTypeLiterals(source).some(({ members }) => isMixed(members))).toBe(expected);
  });
});
