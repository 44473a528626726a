import { isStorableText } from '@everruns/kernel';
import { z } from 'zod';

const encoder = new TextEncoder();

export function utf8Length(text: string): number {
  return encoder.encode(text).length;
}

/**
 * Text that can be stored, of at most `maxBytes` UTF-8 bytes. The issue contains the limit for the problem document. The global
 * registry has the bounds for JSON Schema, whose `maxLength` counts characters, so a longer text is refused in any case.
 */
export function boundedText(maxBytes: number, minLength = 0) {
  const bounds = { ...(minLength === 0 ? {} : { minLength }), maxLength: maxBytes };
  return z
    .string()
    .superRefine((text, context) => {
      if (!isStorableText(text)) {
        context.addIssue({
          code: 'custom',
          message: 'must not contain NUL or unpaired surrogates',
          params: { rule: 'text_invalid' },
        });
      }
      if (text.length < minLength) {
        context.addIssue({
          code: 'custom',
          message: `must have at least ${minLength} character`,
          params: { rule: 'too_short', limit: minLength },
        });
      }
      if (text.length * 3 > maxBytes && utf8Length(text) > maxBytes) {
        context.addIssue({
          code: 'custom',
          message: `must be at most ${maxBytes} bytes`,
          params: { rule: 'too_long', limit: maxBytes },
        });
      }
    })
    .meta(bounds);
}
