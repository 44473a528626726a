import { EverrunsError } from '@everruns/schemas';

/** The one that every server knows. It decodes with a window of 32 KB; newer ones keep megabytes for each response that is being read. */
export const ACCEPTED_ENCODING = 'gzip';

export type ResponseEncoding = 'identity' | 'gzip';

/** What a `content-encoding` means. Throws `invalid_request` for one that was not asked for, and for several at once. */
export function parseEncoding(header: string | string[] | undefined): ResponseEncoding {
  const encoding = String(header ?? '')
    .trim()
    .toLowerCase();
  if (encoding === '' || encoding === 'identity') return 'identity';
  if (encoding === 'gzip' || encoding === 'x-gzip') return 'gzip';
  const named = JSON.stringify(encoding.slice(0, 64));
  throw new EverrunsError(
    'invalid_request',
    `The server answers in the encoding ${named}, which was not asked for. Make it send gzip or no encoding.`,
  );
}
