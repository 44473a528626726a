import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
};
/** Is compressed as it is. */
const PACKED = new Set(['.woff2']);

interface StaticFile {
  body: Buffer;
  headers: Record<string, string | number>;
}

/** Answers a request for a built file; false where it is none, and somebody else answers. */
export type ServeStatic = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * The scripts, styles and fonts of a build, from memory, compressed once rather than for each page that asks. Their names hold a
 * hash of what is in them: whoever has one never asks again. Until they are read nothing is answered.
 */
export function serveStaticFiles(folder: string): ServeStatic {
  const files = new Map<string, StaticFile>();
  // Next serves what cannot be read here.
  void readStaticFiles(folder, files).catch(() => files.clear());
  return (request, response) => {
    const file = files.get(request.url?.split('?', 1)[0] ?? '');
    if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    if ('content-encoding' in file.headers && !/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return false;
    response.writeHead(200, file.headers).end(request.method === 'GET' ? file.body : undefined);
    return true;
  };
}

async function readStaticFiles(folder: string, files: Map<string, StaticFile>): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const extension = path.extname(entry.name);
    const type = TYPES[extension];
    if (!entry.isFile() || type === undefined) continue;
    const file = path.join(entry.parentPath, entry.name);
    const isPacked = PACKED.has(extension);
    const content = await readFile(file);
    const body = isPacked ? content : await compress(content, { level: 9 });
    files.set(`/_next/static/${path.relative(folder, file).split(path.sep).join('/')}`, {
      body,
      headers: {
        'content-type': type,
        'content-length': body.length,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        ...(!isPacked && { 'content-encoding': 'gzip', vary: 'accept-encoding' }),
      },
    });
  }
}
