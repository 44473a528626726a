import { EverrunsError } from '@everruns/schemas';

/**
 * Returns the key without surrounding blanks, or undefined if there is none. Throws `provider_auth` if no header can carry the
 * key.
 */
export function toHeaderSafeKey(apiKey: string | undefined): string | undefined {
  const key = apiKey?.replace(/^\uFEFF/, '').trim();
  if (!key) return undefined;
  if (/^[\u0021-\u007E]+$/.test(key)) return key;
  throw new EverrunsError(
    'provider_auth',
    'The API key holds characters that cannot be sent. Copy it again and set it in the settings of this provider.',
  );
}
