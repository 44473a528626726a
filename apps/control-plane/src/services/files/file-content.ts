import { isStorableText } from '@everruns/kernel';
import { EverrunsError, LIMITS, type FieldError, type SessionFile } from '@everruns/schemas';

type Encoded = Pick<SessionFile, 'content' | 'encoding'>;

/**
 * Returns the bytes of the content that was sent. Throws `invalid_request` for invalid text or base64, and `payload_too_large` past the
 * limit.
 */
export function decodeFileContent({ content, encoding }: Encoded): Buffer {
  const bytes = Buffer.from(content, encoding === 'text' ? 'utf8' : 'base64');
  if (encoding === 'text' && !isStorableText(content)) {
    throw refuse('text_invalid', 'must not contain NUL or unpaired surrogates; send bytes as base64');
  }
  if (encoding === 'base64' && bytes.toString('base64') !== content) throw refuse('base64_invalid', 'must be base64');
  if (bytes.length > LIMITS.fileBytes) {
    const message = `A file can hold at most ${LIMITS.fileBytes} bytes.`;
    const errors = [{ path: 'content', code: 'too_long', message, limit: LIMITS.fileBytes }];
    throw new EverrunsError('payload_too_large', message, { errors });
  }
  return bytes;
}

/** Returns text if the bytes are UTF-8 without NUL, else base64. The encoding with which the file was written is not kept. */
export function encodeFileContent(bytes: Buffer): Encoded {
  try {
    const content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (isStorableText(content)) return { content, encoding: 'text' };
  } catch {
    // The bytes are no UTF-8, so they are returned as base64.
  }
  return { content: bytes.toString('base64'), encoding: 'base64' };
}

function refuse(code: string, message: string): EverrunsError {
  const errors: FieldError[] = [{ path: 'content', code, message }];
  return new EverrunsError('invalid_request', `The content ${message}.`, { errors });
}
