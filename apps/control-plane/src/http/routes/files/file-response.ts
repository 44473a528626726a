import type { FileDownload } from '../../../services/files/download.ts';

/** Whether the client asked for the raw bytes. */
export function wantsBytes(raw: string | undefined, headers: Headers): boolean {
  return (
    raw === '1' ||
    (headers.get('accept') ?? '').split(',').some((type) => /^\s*application\/octet-stream\b/i.test(type))
  );
}

/** Sends bytes as a download, so that no browser runs them in the origin of the API. */
export function toDownload({ info, tag, bytes }: FileDownload): Response {
  return new Response(bytes, {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(info.size_bytes),
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeFileName(info.name)}`,
      'Content-Security-Policy': 'sandbox',
      'X-Content-Type-Options': 'nosniff',
      ETag: tag,
    },
  });
}

/** RFC 8187. */
function encodeFileName(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
