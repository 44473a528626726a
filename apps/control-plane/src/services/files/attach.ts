import { createHash } from 'node:crypto';
import { EverrunsError, LIMITS, normalizeFilePath, type ContentPart, type FilePart } from '@everruns/schemas';
import type { PresentPart } from '../../engine/index.ts';
import type { FileWriteScope } from '../../repositories/file-scope.ts';
import { findFileContent, findFileHead, findFileInfos } from '../../repositories/session-files.ts';
import { decodeFileContent } from './file-content.ts';
import { writeFileIn } from './write.ts';

const FOLDER = '/attachments';
/** As many files of one name are looked at; beyond that the name has a digest of its content. */
const MAX_NAMESAKES = 20;

type PresentFile = Extract<PresentPart, { type: 'file' }>;

/**
 * Returns the content of a message as the log has it. Bytes above `LIMITS.attachedInlineBytes`, and all of servers, become a file of the session under a free
 * name: nothing is overwritten, and the same bytes under the same name are stored once, so that a repeated request stores nothing.
 * Throws `invalid_request` for a path without a file, and as `writeFileIn`.
 */
export async function attachFilesIn(scope: FileWriteScope, content: readonly PresentPart[]): Promise<ContentPart[]> {
  const attached: ContentPart[] = [];
  for (const [index, part] of content.entries()) {
    attached.push(part.type === 'file' ? await attach(scope, part, `message.content[${index}]`) : part);
  }
  return attached;
}

async function attach(scope: FileWriteScope, part: PresentFile, place: string): Promise<FilePart> {
  if ('file_path' in part && part.file_path !== undefined) return nameFile(scope, part.file_path, place);
  const { base64 = '', media_type = '', filename = '' } = part;
  const bytes = decodeFileContent({ content: base64, encoding: 'base64' });
  if ('mcp_server' in part) {
    const { mcp_server } = part;
    return { ...(await nameFile(scope, await store(scope, filename, bytes), place)), media_type, mcp_server };
  }
  const facts = { type: 'file' as const, media_type, filename, size_bytes: bytes.length };
  if (bytes.length <= LIMITS.attachedInlineBytes) return { ...facts, base64 };
  return { ...(await nameFile(scope, await store(scope, filename, bytes), place)), ...facts };
}

/** Returns the path at which the bytes are. */
async function store(scope: FileWriteScope, filename: string, bytes: Buffer): Promise<string> {
  const { path, isThere } = await findPlace(scope, filename, bytes);
  if (!isThere) await writeFileIn(scope, { path, content: bytes.toString('base64'), encoding: 'base64' });
  return path;
}

async function nameFile({ tx, ctx, sessionId }: FileWriteScope, given: string, place: string): Promise<FilePart> {
  const path = normalizeFilePath(given);
  const head = await findFileHead(tx, ctx, { session_id: sessionId, path });
  if (head !== null && !head.info.is_directory) {
    const { name: filename, size_bytes } = head.info;
    return { type: 'file', file_path: path, revision: head.revision, filename, size_bytes };
  }
  const message = head === null ? 'names no file of this session' : 'names a directory';
  throw new EverrunsError('invalid_request', `${given} ${message}.`, {
    errors: [{ path: `${place}.file_path`, code: 'not_a_file', message }],
  });
}

async function findPlace(
  { tx, ctx, sessionId }: FileWriteScope,
  filename: string,
  bytes: Buffer,
): Promise<{ path: string; isThere: boolean }> {
  const paths = namesakes(filename, bytes).map((name) => `${FOLDER}/${name}`);
  const infos = await findFileInfos(tx, ctx, { session_id: sessionId, paths });
  const taken = new Map(infos.map((info) => [info.path, info]));
  for (const path of paths) {
    const info = taken.get(path);
    if (info === undefined) return { path, isThere: false };
    if (info.is_directory || info.size_bytes !== bytes.length) continue;
    const stored = await findFileContent(tx, ctx, { session_id: sessionId, path });
    if (stored?.content?.equals(bytes) === true) return { path, isThere: true };
  }
  throw new EverrunsError('conflict', `No name is free for ${filename} in ${FOLDER}. Delete or rename files there.`);
}

/** `report.pdf`, `report-2.pdf` and so on, and last a name that only other bytes of equal digest could have. */
function namesakes(given: string, bytes: Buffer): string[] {
  const filename = toName(given);
  const dot = filename.lastIndexOf('.');
  const [stem, end] = dot > 0 ? [filename.slice(0, dot), filename.slice(dot)] : [filename, ''];
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const numbered = Array.from({ length: MAX_NAMESAKES - 1 }, (_, index) => `${stem}-${index + 2}${end}`);
  return [filename, ...numbered, `${stem}-${digest}${end}`];
}

/** Returns the name of a file as a session may have it (`normalizeFilePath`), at most 200 bytes long. */
function toName(filename: string): string {
  const clean = filename
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029/\\%]/gu, '_')
    .toWellFormed();
  const short = Buffer.byteLength(clean) > 200 ? clean.slice(-50).toWellFormed() : clean;
  return short === '.' || short === '..' ? 'file' : short;
}
