import { createHash } from 'node:crypto';
import { readDocumentPages } from '@everruns/capabilities/documents';
import { createFence, FENCE_PROMPT } from '@everruns/capabilities/fence';
import {
  describeFile,
  inspectPicture,
  takesPdf,
  type Compat,
  type LlmMessage,
  type LlmRequest,
  type RunJob,
} from '@everruns/core';
import { BoundedMap, messageOf } from '@everruns/kernel';
import {
  hasErrorCode,
  isEverrunsError,
  type FilePart,
  type ImagePart,
  type SessionFile,
  type TextPart,
} from '@everruns/schemas';

/** The texts of documents, which every request of a conversation needs again. */
export type DocumentTexts = BoundedMap<string, string>;
const MAX_TEXTS = 64;
/** The text of one file in a request. The rest is read with a tool. */
const MAX_TEXT = 100_000;
/** Of all files in a request. Requests of vendors have 32 MB, in base64. */
const MAX_BYTES = 20 * 1024 * 1024;
const MAX_CHARS = 400_000;

export function createDocumentTexts(): DocumentTexts {
  return new BoundedMap(MAX_TEXTS);
}

export interface FileTools {
  compat: Pick<Compat, 'files' | 'content_form'>;
  texts: DocumentTexts;
  /** Reads a revision of a file of the session. Throws `conflict` if it is no longer kept. */
  read: (file: { path: string; revision: number }) => Promise<Pick<SessionFile, 'content' | 'encoding'>>;
  runJob: RunJob;
}

type Part = TextPart | ImagePart | FilePart;

/** What is left for the files of a request. The newest are read first. */
interface Room {
  bytes: number;
  chars: number;
}

/**
 * The request with the content of its files: PDFs as they are where the provider takes them, pictures as pictures, and of any other
 * document its text. Files come before the other parts of their message, as vendors advise. A file that cannot be read becomes a note.
 * Rejects with `unavailable`, and when the signal of the jobs aborts.
 */
export async function readFiles(request: LlmRequest, tools: FileTools): Promise<LlmRequest> {
  if (!request.messages.some(hasFiles)) return request;
  const room: Room = { bytes: MAX_BYTES, chars: MAX_CHARS };
  const messages: LlmMessage[] = [];
  for (const message of request.messages.toReversed()) {
    messages.push(message.role === 'user' && hasFiles(message) ? await fill(message.content, tools, room) : message);
  }
  return { ...request, messages: messages.reverse() };
}

function hasFiles(message: LlmMessage): boolean {
  return message.role === 'user' && message.content.some(({ type }) => type === 'file');
}

async function fill(content: readonly Part[], tools: FileTools, room: Room): Promise<LlmMessage> {
  const files: Part[] = [];
  for (const part of content) if (part.type === 'file') files.push(...(await readOne(part, tools, room)));
  return { role: 'user', content: [...files, ...content.filter(({ type }) => type !== 'file')] };
}

async function readOne(part: FilePart, tools: FileTools, room: Room): Promise<Part[]> {
  const label = describeFile(part) + (part.mcp_server === undefined ? '' : `, from the MCP server ${part.mcp_server}`);
  const bytes = await load(part, tools);
  if (bytes === null) return [toText(`[Attached file ${label}: it is no longer there as it was.]`)];
  const title = toText(`[Attached file ${label}]`);
  const base64 = bytes.toString('base64');
  if (takesPdf(tools.compat) && isPdf(bytes) && bytes.length <= room.bytes) {
    room.bytes -= bytes.length;
    return [title, { ...part, base64, media_type: 'application/pdf' }];
  }
  const picture = inspectPicture(base64);
  if (picture !== null) return [title, { type: 'image', base64, media_type: picture.media_type }];
  const text = await toWords(part, bytes, tools);
  const shown = text.slice(0, Math.min(MAX_TEXT, room.chars)).toWellFormed();
  room.chars -= shown.length;
  const rest = shown.length < text.length ? '\n[The file goes on. Read the rest with read_document.]' : '';
  return [toText(`${title.text}\n${asData(part, shown)}${rest}`)];
}

/** What no person wrote is fenced. Its words cannot be the nonce, whatever they are: a fence takes that out of them. */
function asData({ mcp_server, file_path, filename }: FilePart, text: string): string {
  if (mcp_server === undefined) return text;
  return `${FENCE_PROMPT}\n${createFence(`${mcp_server} ${file_path ?? filename}`).block(text)}`;
}

async function load(part: FilePart, { read }: FileTools): Promise<Buffer | null> {
  if (part.base64 !== undefined) return Buffer.from(part.base64, 'base64');
  const { file_path: path, revision } = part;
  if (path === undefined || revision === undefined) return null;
  try {
    const { content, encoding } = await read({ path, revision });
    return Buffer.from(content, encoding === 'text' ? 'utf8' : 'base64');
  } catch (error) {
    if (hasErrorCode(error, 'not_found') || hasErrorCode(error, 'conflict')) return null;
    throw error;
  }
}

async function toWords(part: FilePart, bytes: Buffer, { texts, runJob }: FileTools): Promise<string> {
  const key = createHash('sha1').update(bytes).digest('base64');
  const known = texts.get(key);
  if (known !== undefined) return known;
  const name = part.filename ?? part.file_path ?? '';
  const text = await readDocumentPages(name, Uint8Array.from(bytes), runJob).then(joinPages, toNote);
  const kept = text.slice(0, MAX_TEXT + 1);
  texts.set(key, kept);
  return kept;
}

function joinPages(pages: readonly string[]): string {
  if (pages.length === 1) return pages[0] ?? '';
  return pages.map((page, index) => `--- Page ${index + 1} of ${pages.length} ---\n${page}`).join('\n');
}

/** A document that cannot be read is told; a thread that is taken is waited for by another attempt. */
function toNote(error: unknown): string {
  if (!isEverrunsError(error) || error.code === 'unavailable') throw error;
  return `[It cannot be read as text: ${messageOf(error)}]`;
}

function isPdf(bytes: Buffer): boolean {
  return bytes.subarray(0, 1_024).includes('%PDF-');
}

function toText(text: string): TextPart {
  return { type: 'text', text };
}
