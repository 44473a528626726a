import type { Window } from './cut-window.ts';

export interface AnswerInput {
  bytes: Uint8Array<ArrayBuffer>;
  /** Of the `content-type` header. */
  charset: string | null;
  /** Values that the answer may repeat. They are masked. */
  secrets: readonly string[];
  window: Window;
}

export interface AnswerText {
  /** The window. */
  text: string;
  /** The length of the whole text in characters. */
  totalChars: number;
}
