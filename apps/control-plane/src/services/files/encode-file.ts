import { defineJob, type RunJob } from '@everruns/core/catalog';
import { LIMITS, type FileInfo } from '@everruns/schemas';
import type encodeInThread from './encode-file.job.ts';

/** What is smaller is decoded and written as JSON where it was read: 6 MB of JSON at most, in ten milliseconds. */
const INLINE_FILE_BYTES = 1024 * 1024;

const ENCODE_FILE = defineJob<typeof encodeInThread>({
  name: 'encode_file',
  module: new URL('./encode-file.job.ts', import.meta.url),
  timeoutMs: 5_000,
  maxInputBytes: LIMITS.fileBytes,
  sizeOf: ({ bytes }) => bytes.byteLength,
  subject: 'The file',
  advice: 'download it with raw=1',
  field: 'path',
});

/** The JSON of a large file, made in a thread; null for one that is small enough to be made here. */
export async function encodeLargeFile(info: FileInfo, content: Buffer, runJob: RunJob): Promise<Uint8Array | null> {
  if (content.length <= INLINE_FILE_BYTES) return null;
  return runJob(ENCODE_FILE, { info, bytes: new Uint8Array(content) });
}
