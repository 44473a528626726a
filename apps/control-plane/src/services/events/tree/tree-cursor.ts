import type { OrganizationId, SessionId } from '@everruns/schemas';
import type { CursorCodec } from '../../../kernel/cursor.ts';
import type { TreePlace } from './tree-merge.ts';

/** By number of the session, the sequence up to which the reader has everything. */
export type TreePlaces = ReadonlyMap<number, number>;

const RADIX = 36;

const bindingOf = (org_id: OrganizationId, session_id: SessionId) => ({
  org_id,
  filter: { list: 'tree', session_id },
});

/** Cursors of one tree: at most 1 KB for its 64 sessions. */
export interface TreeCursors {
  encode(places: Iterable<Pick<TreePlace, 'number' | 'sequence'>>): string;
  /** Throws `invalid_cursor`. */
  decode(cursor: string): TreePlaces;
}

export function createTreeCursors(codec: CursorCodec, org_id: OrganizationId, session_id: SessionId): TreeCursors {
  const binding = bindingOf(org_id, session_id);
  return {
    encode(places) {
      const pairs = Array.from(places, ({ number, sequence }) => `${toText(number ?? 0)}.${toText(sequence)}`);
      return codec.encode(binding, [pairs.join(',')]);
    },
    decode(cursor) {
      const [text = ''] = codec.decode(binding, cursor);
      const pairs = text === '' ? [] : text.split(',').map((pair) => pair.split('.'));
      return new Map(pairs.map(([number = '0', sequence = '0']) => [toNumber(number), toNumber(sequence)]));
    },
  };
}

const toText = (value: number): string => value.toString(RADIX);
const toNumber = (text: string): number => Number.parseInt(text, RADIX);
