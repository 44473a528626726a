import { defineCapability } from '@everruns/core/catalog';
import { LIMITS } from '@everruns/schemas';
import { z } from 'zod';
import { describeTools } from '../tool-definition.ts';

const Path = z.string().describe('Absolute path, for example "/notes/plan.md"');
const Directory = z.string().default('/').describe('Absolute path of a directory; "/" is the root');
const Line = z.int().positive();
const Text = z.string().max(LIMITS.fileBytes);

export const ReadFileParameters = z.strictObject({
  path: Path,
  start_line: Line.optional().describe('First line to read, from 1'),
  end_line: Line.optional().describe('Last line to read, included'),
});
export const WriteFileParameters = z.strictObject({
  path: Path,
  content: Text,
  encoding: z.enum(['text', 'base64']).default('text'),
});
export const EditFileParameters = z.strictObject({
  path: Path,
  old_text: Text.min(1).describe('Text to replace; must occur exactly once, so give enough around it'),
  new_text: Text.describe('What to put in its place'),
});
export const ListDirectoryParameters = z.strictObject({ path: Directory, recursive: z.boolean().default(false) });
export const GrepFilesParameters = z.strictObject({
  pattern: z.string().min(1).max(1_000).describe('RE2 regular expression, matched within a line'),
  path: Directory.describe('Directory or file to search'),
  glob: z.string().min(1).max(256).optional().describe('Only files like this: "*.md", "src/**/*.{ts,js}"'),
  ignore_case: z.boolean().default(false),
  max_results: z.int().min(1).max(500).default(100),
});
export const DeleteFileParameters = z.strictObject({
  path: Path,
  recursive: z.boolean().default(false).describe('Needed for a directory that is not empty'),
});
export const ReadDocumentParameters = z.strictObject({
  path: Path,
  first_page: z.int().positive().default(1).describe('The first page, or sheet of a workbook, to read'),
  last_page: z.int().positive().optional().describe('The last page to read; without it, as many as fit'),
  start: z
    .int()
    .nonnegative()
    .default(0)
    .describe('Where in the first page to begin, from next_start of the last result'),
});
export const ViewImageParameters = z.strictObject({ path: Path });
export const StatFileParameters = z.strictObject({ path: Path });

export const sessionFileSystem = defineCapability({
  id: 'session_file_system',
  name: 'Session files',
  description: 'Gives the agent a file system of its own in each session.',
  status: 'available',
  prompt: () =>
    'You have a file system that lasts as long as this session. Paths are absolute, for example /notes/plan.md; missing directories ' +
    'are made for you. Readonly files cannot be changed.',
  tools: describeTools('session_file_system', [
    {
      name: 'read_file',
      description: 'Read a file, or some of its lines.',
      parameters: ReadFileParameters,
      effect: 'read',
    },
    {
      name: 'write_file',
      description: 'Create a file, or replace all of it.',
      parameters: WriteFileParameters,
      effect: 'idempotent',
    },
    {
      name: 'edit_file',
      description: 'Replace text that occurs exactly once in a file.',
      parameters: EditFileParameters,
      effect: 'idempotent',
    },
    { name: 'list_directory', description: 'List a directory.', parameters: ListDirectoryParameters, effect: 'read' },
    {
      name: 'grep_files',
      description: 'Search files for lines that match a regular expression.',
      parameters: GrepFilesParameters,
      effect: 'read',
      timeoutMs: 30_000,
    },
    {
      name: 'delete_file',
      description: 'Delete a file or directory.',
      parameters: DeleteFileParameters,
      effect: 'idempotent',
      hints: { destructive: true },
    },
    {
      name: 'read_document',
      description:
        'Read the text of a PDF, DOCX, XLSX, PPTX, CSV or HTML file, page by page (a workbook by sheets, a presentation by slides).',
      parameters: ReadDocumentParameters,
      effect: 'read',
      foreign: true,
      timeoutMs: 60_000,
    },
    {
      name: 'view_image',
      description: 'See a picture that is a session file (PNG, JPEG, GIF or WebP, at most 5 MB).',
      parameters: ViewImageParameters,
      effect: 'read',
      timeoutMs: 30_000,
    },
    {
      name: 'stat_file',
      description: 'Get the size, kind and times of a file or directory.',
      parameters: StatFileParameters,
      effect: 'read',
    },
  ]),
});
