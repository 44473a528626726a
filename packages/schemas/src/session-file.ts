import { z } from 'zod';
import { SessionId } from './ids.ts';

export const FileInfo = z.object({
  id: z.uuid(),
  session_id: SessionId,
  path: z.string(),
  name: z.string(),
  is_directory: z.boolean(),
  is_readonly: z.boolean(),
  size_bytes: z.int().nonnegative(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type FileInfo = z.infer<typeof FileInfo>;

export const SessionFile = FileInfo.extend({ content: z.string(), encoding: z.enum(['text', 'base64']) });
export type SessionFile = z.infer<typeof SessionFile>;
