import type { UploadFileRequest, UploadFileResponse } from '@everruns/internal-protocol';
import type { ProcessContext } from '../ports/process-context.ts';
import { storeUpload } from '../statements/upload-file.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

/** Stores a content that the commit of the call will name by its hash. Throws `fenced` and `payload_too_large`. */
export async function uploadFile(
  { db }: EngineDeps,
  _ctx: ProcessContext,
  { token, content }: UploadFileRequest,
): Promise<UploadFileResponse> {
  return { hash: await storeUpload(db, token, content) };
}
