import type { FileInfo, SessionFile } from '@everruns/schemas';

export interface WriteFileInput {
  path: string;
  content: string;
  encoding: 'text' | 'base64';
}

/**
 * The files of one session. Paths are absolute and normalized (`/a/b.txt`). Throws `not_found`, `conflict` (a directory where a
 * file was meant, a directory that is not empty, a readonly file) and `payload_too_large`.
 */
export interface SessionFileStore {
  read(path: string): Promise<SessionFile>;
  /** Creates or replaces; missing parents are made. */
  write(input: WriteFileInput): Promise<FileInfo>;
  delete(path: string, options?: { recursive?: boolean }): Promise<{ deleted: number }>;
  /** Children of a directory, or all descendants; by path. */
  list(path: string, options?: { recursive?: boolean }): Promise<FileInfo[]>;
  stat(path: string): Promise<FileInfo>;
}
