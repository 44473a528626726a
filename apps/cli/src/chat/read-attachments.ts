import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CreateMessageRequest } from '@everruns/sdk';
import { CliError, errnoCode } from '../cli-error.ts';

export type MessagePart = CreateMessageRequest['message']['content'][number];

const PICTURES: Readonly<Record<string, 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};
/** The server looks at the first bytes itself; these tell it how to read what has none of its own. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.txt': 'text/plain',
};
const OTHER = 'application/octet-stream';

/** Reads local files as parts of a message: pictures as pictures, everything else as a file. Throws `CliError` for one that cannot be read. */
export function readAttachments(files: readonly string[]): Promise<MessagePart[]> {
  return Promise.all(files.map(readAttachment));
}

async function readAttachment(file: string): Promise<MessagePart> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new CliError(`${file} cannot be read (${errnoCode(error) ?? 'unknown'}).`);
  });
  if (bytes.length === 0) throw new CliError(`${file} is empty.`, 'usage');
  const base64 = bytes.toString('base64');
  const ending = path.extname(file).toLowerCase();
  const picture = PICTURES[ending];
  if (picture !== undefined) return { type: 'image', base64, media_type: picture };
  return { type: 'file', base64, media_type: DOCUMENTS[ending] ?? OTHER, filename: path.basename(file) };
}
