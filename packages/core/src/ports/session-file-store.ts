import type { FileInfo, SessionFile } from '@everruns/schemas';

export interface WriteFileInput {
  path: string;
  content: string;
  encoding: 'text' | 'base64';
}

/**
 * The files of one session. Paths are absolute and normalized (`/a/b.txt`). Throws `not_found`, `conflict` (a directory in place
 * of a file, a directory that is not empty, a readonly file) and `payload_too_large`.
 */
export interface SessionFileStore {
  read(path: string): Promise<SessionFile>;
  /** Creates or replaces a file, and creates missing parents. */
  write(input: WriteFileInput): Promise<FileInfo>;
  delete(path: string, options?: { recursive?: boolean }): Promise<{ deleted: number }>;
  /** Returns the children of a directory, or all descendants, sorted by path. */
  list(path: string, options?: { recursive?: boolean }): Promise<FileInfo[]>;
  stat(path: string): Promise<FileInfo>;
}
