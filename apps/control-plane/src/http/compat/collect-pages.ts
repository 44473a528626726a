import { EverrunsError } from '@everruns/schemas';
import { z } from 'zod';
import type { Route } from '../route.ts';
import { callRoute, valueOf, type DoorInput } from './translate-route.ts';
import type { Fields } from './fields.ts';

/** The original returns whole lists. A longer list sets `has_more` and continues at `offset`. */
const MAX_ROWS = 2_000;
const MAX_BYTES = 8 * 1024 * 1024;
const PAGE = 100;

const Place = z.looseObject({
  limit: z.coerce.number().int().min(1).max(MAX_ROWS).optional(),
  offset: z.coerce.number().int().min(0).max(10_000).optional(),
});
const Page = z.object({ data: z.array(z.looseObject({})), has_more: z.boolean(), next_cursor: z.string().optional() });

export interface WholeList {
  data: Fields[];
  has_more: boolean;
  /** The number of rows known so far. It is exact if `has_more` is false. */
  total: number;
  offset: number;
  limit: number;
}

/** Reads one of our lists from the client's `offset` to its `limit` or to the end. Throws what the list throws. */
export async function collectPages(
  list: Route,
  input: DoorInput,
  { limit: _limit, offset: _offset, ...query }: Fields,
): Promise<WholeList> {
  const { limit = MAX_ROWS, offset = 0 } = readPlace({ limit: _limit, offset: _offset });
  const rows: Fields[] = [];
  let bytes = 0;
  let skipped = 0;
  let cursor: string | undefined;
  for (;;) {
    const at = cursor === undefined ? {} : { cursor };
    const page = Page.parse(await valueOf(await callRoute(list, input, { query: { ...query, limit: PAGE, ...at } })));
    for (const [index, row] of page.data.entries()) {
      if (skipped < offset) skipped += 1;
      else {
        rows.push(row);
        bytes += JSON.stringify(row).length;
      }
      const isLast = index === page.data.length - 1 && !page.has_more;
      if ((rows.length >= limit || bytes > MAX_BYTES) && !isLast)
        return toList(rows, { offset, limit, has_more: true });
    }
    cursor = page.next_cursor;
    if (!page.has_more || cursor === undefined) return toList(rows, { offset, limit, has_more: false });
  }
}

function toList(data: Fields[], place: { offset: number; limit: number; has_more: boolean }): WholeList {
  return { data, total: place.offset + data.length + (place.has_more ? 1 : 0), ...place };
}

function readPlace(given: Fields): { limit?: number | undefined; offset?: number | undefined } {
  const result = Place.safeParse(given);
  if (result.success) return result.data;
  const message = `must be whole numbers, limit from 1 to ${MAX_ROWS}`;
  throw new EverrunsError('invalid_request', `limit and offset ${message}.`, {
    errors: [{ path: String(result.error.issues[0]?.path[0] ?? 'limit'), code: 'invalid', message }],
  });
}
