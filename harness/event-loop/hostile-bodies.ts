import { LIMITS } from '@everruns/schemas';

/** A body of the maximum size for a route, in a form that is expensive to read. */
export interface HostileBody {
  title: string;
  body: string;
}

type Shape = (field: string, cap: number) => string;

const ITEMS = LIMITS.bodyItems - 1_000;

/** Each shape fills the maximum size, or the limit of items, with one kind of element. `field` is one that the route knows. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'unknown keys': (_field, cap) => `{${keys(Math.floor(cap / ITEMS) - 4)}}`,
  'keys in a field': (field, cap) => `{"${field}":{${keys(Math.floor(cap / ITEMS) - 4)}}}`,
  'long numbers': (field, cap) => `{"${field}":[${repeat(`0.${'7'.repeat(Math.floor(cap / ITEMS) - 4)}`)}]}`,
  'objects in lists': (field) => `{"${field}":[${repeat('[{}]', Math.floor(ITEMS / 2))}]}`,
  nested: (field) => `{"${field}":[${repeat(`${'['.repeat(60)}${']'.repeat(60)}`, Math.floor(ITEMS / 60))}]}`,
  'a long text': (field, cap) => `{"${field}":"${'x'.repeat(cap - field.length - 10)}"}`,
  escapes: (field, cap) => `{"${field}":"${String.raw`\u00e9`.repeat(Math.floor(cap / 6) - field.length)}"}`,
  'a text without end': (field, cap) => `{"${field}":"${'x'.repeat(cap - field.length - 10)}`,
  commas: (field, cap) => `{"${field}":[${'0,'.repeat(Math.floor(cap / 2) - field.length)}0]}`,
  brackets: (_field, cap) => '['.repeat(cap),
};

function keys(width: number): string {
  return Array.from({ length: ITEMS }, (_, index) => `"${String(index).padStart(width, 'k')}":0`).join(',');
}

function repeat(text: string, count = ITEMS): string {
  return Array.from({ length: count }, () => text).join(',');
}

export const SHAPE_COUNT = Object.keys(SHAPES).length;

/** Returns the bodies for a route whose body has this field, or only those at the positions in `only`. */
export function hostileBodies(field: string, cap: number, only?: readonly number[]): HostileBody[] {
  const chosen = Object.entries(SHAPES).filter((_, index) => only === undefined || only.includes(index));
  return chosen.map(([title, shape]) => ({ title, body: shape(field, cap) }));
}
