import { z } from 'zod';

/** Something that was accepted but will not work as it seems to. `path` is the field's path, as in a problem document. */
export const Warning = z.object({
  path: z.string(),
  code: z.enum(['unknown_capability', 'files_of_now', 'foreign_field']),
  message: z.string(),
});
export type Warning = z.infer<typeof Warning>;
