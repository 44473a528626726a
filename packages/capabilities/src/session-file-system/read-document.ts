import { defineJob, type RunJob, type ToolContext } from '@everruns/core';
import { LIMITS, normalizeFilePath, type JsonObject } from '@everruns/schemas';
import type { z } from 'zod';
import { createRefusal } from '../create-refusal.ts';
import { createFence } from '../web/fence.ts';
import { READ_PAGE } from '../web-fetch/read-page.ts';
import type { ReadDocumentParameters } from './definition.ts';
import type readDocumentJob from './read-document.job.ts';
import type { DocumentText } from './read-document.job.ts';
import { decodeText } from './decode-text.ts';

export const READ_DOCUMENT = defineJob<typeof readDocumentJob>({
  name: 'read_document',
  module: new URL('./read-document.job.ts', import.meta.url),
  timeoutMs: 20_000,
  maxInputBytes: LIMITS.fileBytes,
  sizeOf: ({ bytes }) => bytes.byteLength,
  subject: 'The document',
  advice: 'read a smaller document',
  field: 'path',
});

const MAX_TEXT = 50_000;
const ALL = { start: 0, maxChars: 5_000_000 };

type ReadDocumentArguments = z.output<typeof ReadDocumentParameters>;

/** Reads the pages from `first_page` on, as many as fit into one result. What a document says is data, so its text is fenced. */
export async function readDocument(args: ReadDocumentArguments, context: ToolContext): Promise<JsonObject> {
  const { path, kind, pages } = await openDocument(args.path, context);
  const last = Math.min(args.last_page ?? pages.length, pages.length);
  if (args.first_page > last) {
    throw createRefusal(
      `${path} has ${pages.length} pages: there are none from ${args.first_page} to ${args.last_page ?? 'the last'}.`,
    );
  }
  const { text, page } = cutPages(pages, { first: args.first_page, last, from: args.start });
  return {
    path,
    kind,
    total_pages: pages.length,
    first_page: args.first_page,
    ...(text.next === null ? {} : { truncated: true, next_page: page, next_start: text.next }),
    content: createFence(context.toolCallId).block(text.content),
  };
}

/** A document in a session file, with its text page by page. */
interface OpenedDocument extends PagesOfKind {
  path: string;
  bytes: Uint8Array;
}

/** Reads a document of the session. Throws as the session's files, and as `readDocumentPages`. */
export async function openDocument(given: string, { files, runJob }: ToolContext): Promise<OpenedDocument> {
  const path = normalizeFilePath(given);
  const { content, encoding } = await files.read(path);
  const bytes = Uint8Array.from(Buffer.from(content, encoding === 'text' ? 'utf8' : 'base64'));
  return { path, bytes, ...(await readPages(path, bytes, runJob)) };
}

/** By its first bytes, and only then by its name, which anybody may have chosen. */
function judgeKind(path: string, bytes: Uint8Array): 'pdf' | 'office' | 'html' | 'text' {
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1');
  if (head.includes('%PDF-')) return 'pdf';
  if (head.startsWith('PK')) return 'office';
  return /\.x?html?$/i.test(path) || /^\s*<(!doctype html|html)/i.test(head) ? 'html' : 'text';
}

/** Returns the text of a document page by page, read in a thread. Throws `invalid_request` for one that has none, and as the thread. */
export async function readDocumentPages(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  runJob: RunJob,
): Promise<string[]> {
  return (await readPages(name, bytes, runJob)).pages;
}

interface PagesOfKind {
  kind: DocumentText['kind'] | 'html' | 'text';
  pages: string[];
}

async function readPages(path: string, bytes: Uint8Array<ArrayBuffer>, runJob: RunJob): Promise<PagesOfKind> {
  const kind = judgeKind(path, bytes);
  if (kind === 'pdf' || kind === 'office') return runJob(READ_DOCUMENT, { bytes, kind });
  if (kind === 'html') {
    const input = { bytes, kind, charset: null, url: 'about:blank', format: 'markdown' as const, window: ALL };
    return { kind, pages: [(await runJob(READ_PAGE, input)).text] };
  }
  const text = decodeText(bytes);
  if (text === null) throw createRefusal(`${path} is neither a PDF, DOCX, XLSX, PPTX, CSV, HTML nor other text.`);
  return { kind, pages: [text] };
}

interface Range {
  first: number;
  last: number;
  /** Where in the first page the text begins. */
  from: number;
}

/** Joins pages until the result is full. `next` is where in `page` the rest begins, or null. */
function cutPages(
  pages: readonly string[],
  { first, last, from }: Range,
): { text: { content: string; next: number | null }; page: number } {
  let content = '';
  for (let page = first; page <= last; page += 1) {
    const start = page === first ? from : 0;
    const title = pages.length > 1 ? `--- Page ${page} of ${pages.length} ---\n` : '';
    const room = MAX_TEXT - content.length - title.length;
    const text = (pages[page - 1] ?? '').slice(start);
    if (text.length > room) {
      const cut = text.slice(0, Math.max(0, room)).toWellFormed();
      return { text: { content: content + title + cut, next: start + cut.length }, page };
    }
    content += `${title}${text}\n`;
  }
  return { text: { content, next: null }, page: last };
}
