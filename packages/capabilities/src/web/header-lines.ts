import { z } from 'zod';

const NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}";
const LINE = new RegExp(`^(${NAME}):[ \\t]*([\\x20-\\x7e]*?)[ \\t]*$`);
const FORBIDDEN =
  /^(?:host|connection|content-length|transfer-encoding|upgrade|te|trailer|expect|keep-alive|accept-encoding|proxy-.*)$/i;

/** Whether a header may be set by settings or by a model. Those that frame a request may not. */
export function isFreeHeader(name: string): boolean {
  return !FORBIDDEN.test(name);
}

/** A header in the settings of a capability: `Authorization: Bearer {{github_token}}`, where `{{…}}` names a secret. */
export const HeaderLine = z
  .string()
  .max(2_000)
  .regex(LINE, 'must be a header such as "Authorization: Bearer {{github_token}}"')
  .refine((line) => isFreeHeader(line.slice(0, line.indexOf(':'))), 'is a header that only the request itself decides');

export interface Header {
  name: string;
  value: string;
}

export function parseHeaderLine(line: string): Header {
  const [, name = '', value = ''] = LINE.exec(line) ?? [];
  return { name, value };
}

/** Headers that a model gives. */
export const HeaderArguments = z
  .record(
    z.string().regex(new RegExp(`^${NAME}$`)),
    z
      .string()
      .max(4_000)
      .regex(/^[\t\x20-\x7e]*$/),
  )
  .refine((headers) => Object.keys(headers).length <= 20, 'must be at most 20 headers');
