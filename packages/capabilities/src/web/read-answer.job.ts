import type { AnswerInput, AnswerText } from './answer-input.ts';
import { cutWindow } from './cut-window.ts';
import { createMask } from './mask-secrets.ts';

/** Decodes the body of a response, masks secrets in it, and returns the wanted window. */
export default function readAnswer({ bytes, charset, secrets, window }: AnswerInput): AnswerText {
  const text = createMask(secrets)(makeDecoder(charset).decode(bytes));
  return { text: cutWindow(text, window), totalChars: text.length };
}

function makeDecoder(charset: string | null): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset ?? 'utf-8');
  } catch {
    return new TextDecoder();
  }
}
