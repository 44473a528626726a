import { defineTool, type Tool, type ToolContext } from '@everruns/core';
import { normalizeFilePath, type FileInfo, type JsonObject, type SessionFile } from '@everruns/schemas';
import { createRefusal } from '../create-refusal.ts';
import * as parameters from './definition.ts';
import { editFile } from './edit.ts';
import { grepFiles, type GrepDeps } from './grep.ts';

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
  const lines = content.split('\n');
  // A last line break ends a line, it does not begin another one.
  const total = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  if (isWhole) return { path, content, total_lines: total };
  const start = range.start_line ?? 1;
  const end = Math.min(range.end_line ?? total, total);
  if (start > end)
    throw createRefusal(`${path} has ${total} lines: there are none from ${start} to ${range.end_line ?? total}.`);
  const selected = lines.slice(start - 1, end).join('\n');
  return { path, content: selected, start_line: start, end_line: end, total_lines: total };
}
