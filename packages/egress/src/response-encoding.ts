import { EverrunsError } from '@everruns/schemas';

/** Both decode with a window of 32 KB; the others keep megabytes for each response that is being read. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate';

const KNOWN: ReadonlySet<string> = new Set(['', 'identity', 'gzip', 'x-gzip', 'deflate']);

/** Why a body in this `content-encoding` is not read: nobody asked for it, or it is several. Null for one that is read. */
export function findEncodingRefusal(header: string | string[] | undefined): EverrunsError | null {
  const encoding = String(header ?? '')
    .trim()
    .toLowerCase();
  if (KNOWN.has(encoding)) return null;
  const named = JSON.stringify(encoding.slice(0, 64));
  return new EverrunsError(
    'invalid_request',
    `The server answers in the encoding ${named}. Make it send gzip, deflate or no encoding.`,
  );
}
