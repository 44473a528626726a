import type { MaskInput } from './answer-input.ts';
import { createMask } from './mask-secrets.ts';

/** Decodes the body of a response in UTF-8, and returns all of it with secrets masked. */
export default function maskAnswer({ bytes, secrets }: MaskInput): string {
  return createMask(secrets)(new TextDecoder().decode(bytes));
}
