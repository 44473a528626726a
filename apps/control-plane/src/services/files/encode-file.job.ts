import type { FileInfo } from '@everruns/schemas';
import { encodeFileContent } from './file-content.ts';

/** Encodes a file as the API shows it, in JSON and UTF-8. Control characters make its text six times as long. */
export default function encodeFile({ info, bytes }: { info: FileInfo; bytes: Uint8Array }): Uint8Array {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Uint8Array(Buffer.from(JSON.stringify({ ...info, ...encodeFileContent(content) })));
}
