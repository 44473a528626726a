import { z } from 'zod';
import { ViewId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { SessionSelection } from './session-selection.ts';
import { boundedText } from './text.ts';

/** A filter of the list of sessions, saved under a name. */
export const View = z.object({
  id: ViewId,
  name: z.string(),
  filter: SessionSelection,
  /** Whether all members see it. Other views are seen by those who made them. */
  is_shared: z.boolean(),
  created_by: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type View = z.infer<typeof View>;

export const CreateViewRequest = z.strictObject({
  name: boundedText(LIMITS.nameBytes, 1),
  filter: SessionSelection,
  is_shared: z.boolean().default(false),
});
export type CreateViewRequest = z.infer<typeof CreateViewRequest>;

/** A merge patch (RFC 7396), except that a filter is replaced as a whole. */
export const UpdateViewRequest = z.strictObject({
  name: boundedText(LIMITS.nameBytes, 1).optional(),
  filter: SessionSelection.optional(),
  is_shared: z.boolean().optional(),
});
export type UpdateViewRequest = z.infer<typeof UpdateViewRequest>;
