import { LIMITS, boundedText, type Page, documented } from '@everruns/schemas';
import { z } from 'zod';
import type { CursorBinding, CursorCodec } from './cursor.ts';
import { takeReadable, type ListedRow } from './read-rows.ts';
import type { UnreadableRows } from './unreadable-rows.ts';

/** The parameters of every list, newest first. */
export const ListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LIMITS.listLimit).default(20),
  cursor: documented(z.string().min(1).max(2_048), { keywords: { pattern: '^[A-Za-z0-9_-]+$' } }).optional(),
});

export const SearchText = boundedText(LIMITS.searchBytes, 1);

/** The last row of the previous page. Lists are ordered by `(created_at, id)`, newest first. */
export interface KeysetPosition {
  /** ISO 8601 with milliseconds: exactly the stored value. */
  created_at: string;
  id: string;
}

export interface ListDeps {
  cursors: CursorCodec;
  unreadable: Pick<UnreadableRows, 'report'>;
}

/**
 * Reads one page by keyset. `fetch` gets the position to start after and reads one row more than the page holds.
 * Unreadable rows are reported and left out, so a page may hold fewer items than its limit although more follow.
 */
export async function listPage<Item>(
  { cursors, unreadable }: ListDeps,
  request: { limit: number; cursor?: string | undefined; binding: CursorBinding },
  fetch: (after: KeysetPosition | null, count: number) => Promise<ListedRow<Item>[]>,
): Promise<Page<Item>> {
  const { limit, cursor, binding } = request;
  const [createdAt, id] = cursor === undefined ? [] : cursors.decode(binding, cursor);
  const after = createdAt === undefined || id === undefined ? null : { created_at: createdAt, id };
  const found = await fetch(after, limit + 1);
  const page = found.slice(0, limit);
  const data = takeReadable(page, unreadable.report);
  const last = page.at(-1);
  if (found.length <= limit || last === undefined) return { data, has_more: false };
  return { data, has_more: true, next_cursor: cursors.encode(binding, [last.created_at, last.id]) };
}
