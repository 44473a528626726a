import type { Window } from '../web/cut-window.ts';

export interface ReadText {
  title: string | null;
  /** The window. */
  text: string;
  /** The length of the whole text in characters. */
  totalChars: number;
}

export interface PageInput {
  bytes: Uint8Array<ArrayBuffer>;
  kind: 'html' | 'text';
  /** Of the `content-type` header. */
  charset: string | null;
  /** The address of the page, for links in it. */
  url: string;
  format: 'markdown' | 'text' | 'html';
  window: Window;
}

export interface PdfInput {
  bytes: Uint8Array<ArrayBuffer>;
  window: Window;
}
