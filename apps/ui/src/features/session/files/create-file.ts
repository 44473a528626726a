import { EverrunsApiError, type FileInfo } from '@everruns/sdk';
import { everruns } from '@/data/everruns.ts';
import { numberName } from './number-name.ts';
import { readBase64 } from './read-base64.ts';

/** More files of one name than anybody adds. */
const MOST_NAMES = 1_000;

/** Creates a file at exactly this path. Throws the server's error if there is one already. */
export async function createFile(sessionId: string, path: string, bytes: Blob): Promise<FileInfo> {
  const file = { content: await readBase64(bytes), encoding: 'base64' } as const;
  return everruns.files.create(sessionId, path, { file });
}

/** Creates a file at the first free name: `a.txt`, `a (2).txt`, … An existing file is never overwritten. */
export async function createAtFreeName(sessionId: string, name: string, bytes: Blob): Promise<FileInfo> {
  for (let count = 1; ; count += 1) {
    try {
      return await createFile(sessionId, numberName(name, count), bytes);
    } catch (error) {
      if (!isTaken(error) || count === MOST_NAMES) throw error;
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof EverrunsApiError && error.status === 409;
}
