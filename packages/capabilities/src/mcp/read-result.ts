import { isWithin, type ToolContext } from '@everruns/core';
import { isEverrunsError, type JsonObject, type JsonValue } from '@everruns/schemas';
import { createFence } from '../web/fence.ts';

export interface ReadResult {
  /** What the model reads: text of the server is fenced, and what is not text is in files. */
  result: JsonObject;
  /** Its text, fenced. */
  text: string;
  structured: JsonObject | null;
  isError: boolean;
}

const MAX_PARTS = 64;
const MAX_FILES = 16;
const MAX_TEXT = 1024 * 1024;
const MAX_LABEL = 500;
const STRUCTURED = { maxDepth: 32, maxItems: 20_000, maxLength: MAX_TEXT };

/** Makes the result of a server's tool one of the platform: bounded, fenced, and with images, audio and binary data in session files. */
export async function readResult(answer: JsonObject, context: ToolContext): Promise<ReadResult> {
  const parts = Array.isArray(answer['content']) ? answer['content'].slice(0, MAX_PARTS) : [];
  const structured = readStructured(answer['structuredContent']);
  const texts: string[] = [];
  const files: JsonValue[] = [];
  const links: JsonValue[] = [];
  for (const part of parts) {
    const read = readPart(part);
    if (read === null) continue;
    if (read.kind === 'text') texts.push(read.text);
    else if (read.kind === 'link') links.push(read.link);
    else if (files.length < MAX_FILES) files.push(await keepFile(read, files.length + 1, context));
  }
  const fence = createFence(context.toolCallId);
  const said = dropRepetition(texts, structured).join('\n\n').slice(0, MAX_TEXT);
  const text = said === '' ? '' : fence.block(said);
  const result: JsonObject = {
    ...(text === '' ? {} : { text }),
    ...(structured === null ? {} : { structured: fence.block(JSON.stringify(structured)) }),
    ...(files.length === 0 ? {} : { files }),
    ...(links.length === 0 ? {} : { links: fence.block(JSON.stringify(links)) }),
  };
  const isEmpty = Object.keys(result).length === 0;
  return { result: isEmpty ? { text: '' } : result, text, structured, isError: answer['isError'] === true };
}

function readStructured(value: JsonValue | undefined): JsonObject | null {
  return isRecord(value) && isWithin(value, STRUCTURED) ? value : null;
}

/** Servers repeat their structured result as text for clients that read no other. */
function dropRepetition(texts: readonly string[], structured: JsonObject | null): readonly string[] {
  if (structured === null) return texts;
  const same = JSON.stringify(structured);
  return texts.filter((text) => {
    if (text.length > MAX_TEXT || !text.startsWith('{')) return true;
    try {
      return JSON.stringify(JSON.parse(text)) !== same;
    } catch {
      return true;
    }
  });
}

type Part =
  | { kind: 'text'; text: string }
  | { kind: 'link'; link: JsonObject }
  | { kind: 'data'; base64: string; mediaType: string; of: string };

function readPart(part: JsonValue): Part | null {
  if (!isRecord(part)) return null;
  const { type, text, data, mimeType, resource } = part;
  if (type === 'text' && typeof text === 'string') return { kind: 'text', text };
  if ((type === 'image' || type === 'audio') && typeof data === 'string') {
    return { kind: 'data', base64: data, mediaType: label(mimeType), of: type };
  }
  if (type === 'resource_link') return { kind: 'link', link: describeLink(part) };
  return type === 'resource' && isRecord(resource) ? readResource(resource) : null;
}

function readResource(resource: JsonObject): Part | null {
  const { uri, text, blob, mimeType } = resource;
  if (typeof text === 'string') return { kind: 'text', text: `${label(uri)}\n${text}` };
  return typeof blob === 'string' ? { kind: 'data', base64: blob, mediaType: label(mimeType), of: label(uri) } : null;
}

function describeLink({ uri, name, description, mimeType }: JsonObject): JsonObject {
  return {
    uri: label(uri),
    name: label(name),
    ...(description === undefined ? {} : { description: label(description) }),
    ...(mimeType === undefined ? {} : { media_type: label(mimeType) }),
  };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
  'audio/wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'application/pdf': 'pdf',
  'application/json': 'json',
  'application/zip': 'zip',
};

/** Writes the data to a session file. Where the files refuse it, the result says so in place of the path. */
async function keepFile(
  { base64, mediaType, of }: Extract<Part, { kind: 'data' }>,
  number: number,
  { files, toolCallId }: ToolContext,
): Promise<JsonObject> {
  const bytes = Buffer.from(base64, 'base64');
  const path = `/.tool-results/${toolCallId}.${number}.${EXTENSIONS[mediaType] ?? 'bin'}`;
  const said = {
    of: of.length > 5 ? 'resource' : of,
    media_type: EXTENSIONS[mediaType] === undefined ? 'application/octet-stream' : mediaType,
    size_bytes: bytes.length,
  };
  try {
    await files.write({ path, content: bytes.toString('base64'), encoding: 'base64' });
    return { ...said, path };
  } catch (error) {
    const isRefusal = isEverrunsError(error) && (error.code === 'payload_too_large' || error.code === 'conflict');
    if (!isRefusal) throw error;
    return { ...said, error: 'It could not be kept: it is too large, or the session has no room for it.' };
  }
}

function label(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.slice(0, MAX_LABEL) : '';
}

function isRecord(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
