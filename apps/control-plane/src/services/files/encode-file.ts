import { defineJob, type RunJob } from '@everruns/core/catalog';
import { LIMITS, type FileInfo } from '@everruns/schemas';
import type encodeInThread from './encode-file.job.ts';

/** A smaller file is encoded on the event loop: that makes at most 6 MB of JSON, in ten milliseconds. */
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

/** Returns the JSON of a large file, made in a thread; null for a file that is small enough to be encoded here. */
export async function encodeLargeFile(info: FileInfo, content: Buffer, runJob: RunJob): Promise<Uint8Array | null> {
  if (content.length <= INLINE_FILE_BYTES) return null;
  return runJob(ENCODE_FILE, { info, bytes: new Uint8Array(content) });
}
