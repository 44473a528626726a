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
/** File types that are already compressed. */
const PACKED = new Set(['.woff2']);

interface StaticFile {
  body: Buffer;
  headers: Record<string, string | number>;
}

/** Answers a request for a built file; returns false for any other path, which another handler answers. */
export type ServeStatic = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Serves the scripts, styles and fonts of a build from memory, compressed once instead of for each page. Their names
 * contain a hash of their content, so a client never requests one twice. No request is answered before they are read.
 */
export function serveStaticFiles(folder: string): ServeStatic {
  const files = new Map<string, StaticFile>();
  // Next serves the files that cannot be read here.
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
