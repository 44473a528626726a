import { EverrunsError } from '@everruns/schemas';

/** gzip, which every server supports. It needs a window of 32 KB; newer encodings need megabytes for each response. */
export const ACCEPTED_ENCODING = 'gzip';

export type ResponseEncoding = 'identity' | 'gzip';

/** Parses `content-encoding`. Throws `invalid_request` for an encoding that was not requested, and for several. */
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
