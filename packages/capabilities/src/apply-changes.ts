import { isUtf8 } from 'node:buffer';
import type { SandboxChange, SessionFileStore } from '@everruns/core';
import { EverrunsError, type FileInfo } from '@everruns/schemas';

/**
 * Makes the session's files what a program left. Everything is checked before anything is written: a change of a readonly file, or of a
 * directory as if it were a file, throws `conflict`, and then no change is made. It is the one place where the difference of a tool is
 * written, so that it can become part of the act's commit.
 */
export async function applyChanges(files: SessionFileStore, changes: readonly SandboxChange[]): Promise<void> {
  if (changes.length === 0) return;
  const present = new Map((await files.list('/', { recursive: true })).map((info) => [info.path, info]));
  for (const change of changes) checkChange(change, present);
  for (const change of changes) {
    if (change.kind === 'deleted' && present.has(change.path)) await files.delete(change.path);
  }
  for (const change of changes) {
    if (change.kind === 'written') await files.write({ path: change.path, ...encode(change.bytes) });
  }
}

function checkChange({ path }: SandboxChange, present: ReadonlyMap<string, FileInfo>): void {
  const info = present.get(path);
  if (info?.is_readonly === true) throw conflict(`${path} is readonly, so none of the changes were kept.`);
  if (info?.is_directory === true) throw conflict(`${path} is a directory, so none of the changes were kept.`);
}

function conflict(message: string): EverrunsError {
  return new EverrunsError('conflict', message);
}

/** Text where the bytes are UTF-8 without NUL, as the API stores text; otherwise base64. */
function encode(bytes: Uint8Array): { content: string; encoding: 'text' | 'base64' } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isText = isUtf8(buffer) && !buffer.includes(0);
  return isText
    ? { content: buffer.toString('utf8'), encoding: 'text' }
    : { content: buffer.toString('base64'), encoding: 'base64' };
}
