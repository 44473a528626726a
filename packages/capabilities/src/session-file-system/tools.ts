import { defineTool, inspectPicture, type Tool, type ToolContext } from '@everruns/core';
import { LIMITS, normalizeFilePath, type FileInfo, type JsonObject, type SessionFile } from '@everruns/schemas';
import { createRefusal } from '../create-refusal.ts';
import * as parameters from './definition.ts';
import { editFile } from './edit.ts';
import { grepFiles, type GrepDeps } from './grep.ts';
import { readDocument } from './read-document.ts';

export function createSessionFileSystemTools(): Tool[] {
  return [
    defineTool({
      name: 'read_file',
      parameters: parameters.ReadFileParameters,
      run: async ({ path, ...range }, { files }) => selectLines(await files.read(normalizeFilePath(path)), range),
    }),
    defineTool({
      name: 'write_file',
      parameters: parameters.WriteFileParameters,
      run: async (args, { files }) => toEntry(await files.write({ ...args, path: normalizeFilePath(args.path) })),
    }),
    defineTool({
      name: 'edit_file',
      parameters: parameters.EditFileParameters,
      run: (args, context) => editFile({ ...args, path: normalizeFilePath(args.path) }, context),
    }),
    defineTool({
      name: 'list_directory',
      parameters: parameters.ListDirectoryParameters,
      run: async ({ path, recursive }, { files }) => ({
        entries: (await files.list(normalizeFilePath(path), { recursive })).map(toEntry),
      }),
    }),
    defineTool({
      name: 'grep_files',
      parameters: parameters.GrepFilesParameters,
      run: (args, context) => grepFiles({ ...args, path: normalizeFilePath(args.path) }, searchedBy(context)),
    }),
    defineTool({
      name: 'delete_file',
      parameters: parameters.DeleteFileParameters,
      run: ({ path, recursive }, { files }) => files.delete(normalizeFilePath(path), { recursive }),
    }),
    defineTool({ name: 'read_document', parameters: parameters.ReadDocumentParameters, run: readDocument }),
    defineTool({ name: 'view_image', parameters: parameters.ViewImageParameters, run: viewImage }),
    defineTool({
      name: 'stat_file',
      parameters: parameters.StatFileParameters,
      run: async ({ path }, { files }) => {
        const info = await files.stat(normalizeFilePath(path));
        return { ...toEntry(info), created_at: info.created_at, updated_at: info.updated_at };
      },
    }),
  ];
}

async function viewImage({ path }: { path: string }, context: ToolContext): Promise<JsonObject> {
  const file = await context.files.read(normalizeFilePath(path));
  const facts = file.encoding === 'base64' ? inspectPicture(file.content) : null;
  if (facts === null) throw createRefusal(`${file.path} is no PNG, JPEG, GIF or WebP.`);
  if (facts.bytes > LIMITS.imageBytes)
    throw createRefusal(`${file.path} has more than 5 MB. Make a smaller copy first.`);
  const { media_type, width, height, bytes } = facts;
  context.showImage({ base64: file.content, media_type });
  return { path: file.path, media_type, width, height, size_bytes: bytes };
}

function searchedBy({ files, runJob, signal }: ToolContext): GrepDeps {
  const read = async (path: string): Promise<string | null> => {
    const file = await files.read(path);
    return file.encoding === 'text' ? file.content : null;
  };
  return {
    files: { stat: (path) => files.stat(path), list: (path, options) => files.list(path, options), read },
    runJob,
    signal,
  };
}

function toEntry({ path, is_directory, is_readonly, size_bytes }: FileInfo): JsonObject {
  return { path, is_directory, is_readonly, size_bytes };
}

function selectLines(
  file: SessionFile,
  range: { start_line?: number | undefined; end_line?: number | undefined },
): JsonObject {
  const { path, encoding, content, size_bytes } = file;
  const isWhole = range.start_line === undefined && range.end_line === undefined;
  if (encoding === 'base64') {
    if (!isWhole) throw createRefusal(`${path} is not text: it has no lines.`);
    return { path, encoding, size_bytes, content };
  }
  const total = countLines(content);
  if (isWhole) return { path, ...cut(content), total_lines: total };
  const start = range.start_line ?? 1;
  const end = Math.min(range.end_line ?? total, total);
  if (start > end)
    throw createRefusal(`${path} has ${total} lines: there are none from ${start} to ${range.end_line ?? total}.`);
  const from = startOfLine(content, start);
  const selected = content.slice(from, startOfLine(content, end + 1, { line: start, at: from })).replace(/\n$/, '');
  return { path, ...cut(selected), start_line: start, end_line: end, total_lines: total };
}

/** A result ends at `LIMITS.toolResultBytes` anyway, and more than this takes long to serialize as JSON. */
const MAX_READ = 512 * 1024;

function cut(content: string): JsonObject {
  if (content.length <= MAX_READ) return { content };
  return { content: content.slice(0, MAX_READ).toWellFormed(), truncated: true };
}

/** A last line break ends a line; it does not begin another one. */
function countLines(content: string): number {
  let breaks = 0;
  for (let at = content.indexOf('\n'); at !== -1; at = content.indexOf('\n', at + 1)) breaks += 1;
  return content === '' || content.endsWith('\n') ? breaks : breaks + 1;
}

/** Returns where a line begins, counted from the start of another line, or the end of the text if there is no such line. */
function startOfLine(content: string, wanted: number, from = { line: 1, at: 0 }): number {
  let { line, at } = from;
  for (; line < wanted; line += 1) {
    const end = content.indexOf('\n', at);
    if (end === -1) return content.length;
    at = end + 1;
  }
  return at;
}
