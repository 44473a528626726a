import { z } from 'zod';
import { documented } from './documented.ts';
import { SessionId } from './ids.ts';
import { LIMITS } from './limits.ts';

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

const FileEncoding = z.enum(['text', 'base64']);
/** Longer than the longest file in base64. The service counts the decoded bytes. */
const FileContent = z.string().max(LIMITS.fileBodyBytes);
/** `normalizeFilePath` checks the path. */
const FilePath = documented(z.string(), { keywords: { pattern: '^/', maxLength: LIMITS.pathBytes } });

export const CreateFileRequest = z.strictObject({
  content: FileContent.default(''),
  encoding: FileEncoding.default('text'),
  is_readonly: z.boolean().default(false),
  /** A directory has no content. */
  is_directory: z.boolean().default(false),
});
export type CreateFileRequest = z.infer<typeof CreateFileRequest>;

/** Absent fields stay the same. A readonly file accepts content only together with `is_readonly: false`. */
export const UpdateFileRequest = z.strictObject({
  content: FileContent.optional(),
  encoding: FileEncoding.default('text'),
  is_readonly: z.boolean().optional(),
});
export type UpdateFileRequest = z.infer<typeof UpdateFileRequest>;

export const StatFileRequest = z.strictObject({ path: FilePath });

export const MoveFileRequest = z.strictObject({ src_path: FilePath, dst_path: FilePath });
export type MoveFileRequest = z.infer<typeof MoveFileRequest>;

export const GrepFilesRequest = z.strictObject({
  /** An RE2 pattern, matched within a line. */
  pattern: z.string().min(1).max(1_000),
  /** The directory or file to search. */
  path: FilePath.default('/'),
  /** A glob. Only matching files are searched. */
  path_pattern: z.string().min(1).max(256).optional(),
  ignore_case: z.boolean().default(false),
  max_results: z.int().min(1).max(500).default(100),
});
export type GrepFilesRequest = z.infer<typeof GrepFilesRequest>;

export const GrepFilesResponse = z.object({
  data: z.array(
    z.object({
      path: z.string(),
      matches: z.array(z.object({ path: z.string(), line_number: z.int().positive(), line: z.string() })),
    }),
  ),
  files_searched: z.int().nonnegative(),
  /** Whether there is more, because results or searched bytes reached their limit. */
  truncated: z.boolean(),
});
export type GrepFilesResponse = z.infer<typeof GrepFilesResponse>;

export const DeleteFileResponse = z.object({ deleted: z.boolean() });
