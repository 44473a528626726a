import {
  type SandboxChange,
  type SandboxFile,
  type SandboxResult,
  type SessionFileStore,
  isWithin,
} from '@everruns/core';
import { LIMITS, type FileInfo, type JsonObject, type JsonValue } from '@everruns/schemas';
import { createRefusal } from './create-refusal.ts';

const MAX_FILES = 2_000;
const MB = 1024 * 1024;
const MAX_BYTES = 64 * MB;
const READ_AT_ONCE = 8;
const MAX_LISTED = 100;

/** Reads all files below a directory, for a program to work on. Throws if they are more than a program is given. */
export async function readDirectory(files: SessionFileStore, directory: string): Promise<SandboxFile[]> {
  const found = (await files.list(directory, { recursive: true })).filter((info) => !info.is_directory);
  return readAll(files, found, 'Give a directory that holds less.');
}

/** Reads the files with these paths. Throws `not_found` for one that does not exist. */
export async function readPaths(files: SessionFileStore, paths: readonly string[]): Promise<SandboxFile[]> {
  const infos = await Promise.all(paths.map((path) => files.stat(path)));
  return readAll(files, infos, 'Name fewer files.');
}

async function readAll(files: SessionFileStore, infos: readonly FileInfo[], advice: string): Promise<SandboxFile[]> {
  const bytes = infos.reduce((sum, info) => sum + info.size_bytes, 0);
  if (infos.length > MAX_FILES || bytes > MAX_BYTES) {
    const size = `${infos.length} files with ${Math.ceil(bytes / MB)} MB`;
    throw createRefusal(
      `These are ${size}; a program is given at most ${MAX_FILES} with ${MAX_BYTES / MB} MB. ${advice}`,
    );
  }
  const read: SandboxFile[] = [];
  for (let at = 0; at < infos.length; at += READ_AT_ONCE) {
    const part = infos.slice(at, at + READ_AT_ONCE);
    read.push(...(await Promise.all(part.map(({ path }) => readBytes(files, path)))));
  }
  return read;
}

async function readBytes(files: SessionFileStore, path: string): Promise<SandboxFile> {
  const { content, encoding } = await files.read(path);
  return { path, bytes: Buffer.from(content, encoding === 'text' ? 'utf8' : 'base64') };
}

/** The result of a program, as the model reads it. */
export function toProgramResult({
  exitCode,
  stdout,
  stderr,
  truncated,
  value,
  changes,
  durationMs,
}: SandboxResult): JsonObject {
  return {
    exit_code: exitCode,
    stdout,
    stderr,
    ...(truncated ? { truncated: true } : {}),
    ...(value === null ? {} : { value: parseValue(value) }),
    ...(changes.length === 0 ? {} : { changed_files: changes.slice(0, MAX_LISTED).map(toEntry) }),
    ...(changes.length > MAX_LISTED ? { changed_files_total: changes.length } : {}),
    duration_ms: durationMs,
  };
}

function toEntry(change: SandboxChange): JsonObject {
  return change.kind === 'deleted'
    ? { path: change.path, change: 'deleted' }
    : { path: change.path, change: 'written', size_bytes: change.bytes.length };
}

/** A value that is too large or too deep to be walked stays the text that it is. */
function parseValue(json: string): JsonValue {
  if (json.length > LIMITS.toolResultBytes) return json;
  const value: JsonValue = JSON.parse(json);
  return isWithin(value, { maxDepth: 32, maxItems: 10_000, maxLength: LIMITS.toolResultBytes }) ? value : json;
}
