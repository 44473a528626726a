import type { Window } from './cut-window.ts';

export interface MaskInput {
  bytes: Uint8Array<ArrayBuffer>;
  /** Values that the answer may repeat. They are masked. */
  secrets: readonly string[];
}

export interface AnswerInput extends MaskInput {
  /** Of the `content-type` header. */
  charset: string | null;
  window: Window;
}

export interface AnswerText {
  /** The window. */
  text: string;
  /** The length of the whole text in characters. */
  totalChars: number;
}
