import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { EverrunsError } from '@everruns/schemas';
import { formatSourcePage } from './source-page.ts';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};
/** A name below `/docs/`: steps of plain characters, none of which begins with a dot. */
const PLAIN_PATH = /^(?:[\w@~-][\w@.~-]*(?:\/[\w@~-][\w@.~-]*)*)?$/;
const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;
/** The names of these files contain a hash of their content. */
const HASHED = /^_astro\//;

/** Answers a request for what lies at a path below `/docs/`. Throws `not_found`. */
export type ServeDocs = (pathname: string) => Promise<Response>;

/**
 * Serves the documentation from a folder: its built site (`dist`), or while there is none the Markdown sources of its pages, so that
 * the page of an error can be read on every server that has them.
 */
export function serveDocs(folder: string): ServeDocs {
  const site = path.join(folder, 'dist');
  return async (pathname) => {
    const name = pathname.replace(/\/$/, '');
    if (!PLAIN_PATH.test(name)) throw nothingHere();
    const found = await findFile(site, name === '' ? ['index.html'] : [name, `${name}/index.html`]);
    if (found !== null) return answer(found.name, found.content);
    const source = await findFile(folder, name === '' ? ['index.md'] : [`${name}.md`, `${name}/index.md`]);
    if (source === null || (await isFile(path.join(site, 'index.html')))) throw nothingHere();
    return answer('source.html', Buffer.from(formatSourcePage(source.content.toString())));
  };
}

function nothingHere(): EverrunsError {
  return new EverrunsError('not_found', 'There is no such page. The documentation begins at /docs.');
}

async function findFile(folder: string, names: readonly string[]) {
  for (const name of names) {
    const file = path.join(folder, name);
    if (await isFile(file)) return { name, content: await readFile(file) };
  }
  return null;
}

async function isFile(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() ?? false;
}

function answer(name: string, content: Buffer<ArrayBuffer>): Response {
  const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
  const headers = new Headers({
    'Content-Type': type,
    'Cache-Control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  // A worker of the search has the policy of its own script.
  if (/\.(?:html|js)$/.test(name))
    headers.set('Content-Security-Policy', policyOf(name.endsWith('.html') ? content.toString() : ''));
  return new Response(content, { headers });
}

/** Allows the scripts that the page itself contains, by their hashes, and files of this server. The search is WebAssembly. */
function policyOf(html: string): string {
  const scripts = [...html.matchAll(INLINE_SCRIPT)].map(([, script = '']) => script);
  const hashes = new Set(scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`));
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${[...hashes].join(' ')}`.trimEnd(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
