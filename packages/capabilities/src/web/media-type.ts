export type ContentKind = 'html' | 'text' | 'pdf' | 'binary';

export interface MediaType {
  /** `text/html`, without parameters. Empty if the server sent none that can be read. */
  essence: string;
  charset: string | null;
}

const ESSENCE = /^\s*([\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127})\s*(?:;|$)/;
const CHARSET = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i;
const TEXT =
  /^(?:text\/|application\/(?:json|xml|javascript|ecmascript|x-ndjson|yaml|x-yaml|toml|sql|graphql|x-www-form-urlencoded|x-sh)$|[^/]+\/[^/]+\+(?:json|xml|yaml)$)/;
const HTML: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml']);
const PDF_MAGIC = '%PDF-';
const SNIFFED = 1_024;

/** Parses `content-type` by RFC 9110. What is no media type counts as none. */
export function parseMediaType(header: string | null): MediaType {
  const [, essence = ''] = ESSENCE.exec(header ?? '') ?? [];
  const [, charset = null] = CHARSET.exec(header ?? '') ?? [];
  return { essence: essence.toLowerCase(), charset };
}

/** Says what a body is: by its media type, or by its first bytes if there is none that says something. */
export function judgeContent({ essence }: MediaType, bytes: Uint8Array): ContentKind {
  const head = Buffer.from(bytes.subarray(0, SNIFFED)).toString('latin1');
  if (essence === 'application/pdf' || head.startsWith(PDF_MAGIC)) return 'pdf';
  if (HTML.has(essence)) return 'html';
  if (TEXT.test(essence)) return 'text';
  if (essence !== '' && essence !== 'application/octet-stream') return 'binary';
  if (head.includes('\u0000')) return 'binary';
  return /<(?:!doctype html|html|head|body)\b/i.test(head) ? 'html' : 'text';
}
