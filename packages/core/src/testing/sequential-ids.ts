import type { Ids } from '../ports/ids.ts';

/** Creates consecutive UUIDs: `00000000-0000-7000-8000-000000000001`, `…2`, … `space` keeps two sequences apart. */
export function createSequentialIds(space = 0): Ids {
  let last = 0;
  return {
    uuid() {
      last += 1;
      return makeTestUuid(last, space);
    },
  };
}

export function makeTestUuid(number: number, space = 0): string {
  return `${hex(space, 8)}-0000-7000-8000-${hex(number, 12)}`;
}

function hex(value: number, length: number): string {
  return value.toString(16).padStart(length, '0');
}
