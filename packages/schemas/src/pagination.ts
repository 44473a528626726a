import { z } from 'zod';

/** One page of a list. `next_cursor` is opaque and present exactly when `has_more`. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), has_more: z.boolean(), next_cursor: z.string().optional() });
}
export interface Page<Item> {
  data: Item[];
  has_more: boolean;
  next_cursor?: string;
}
