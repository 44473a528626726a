import { stripVTControlCharacters } from 'node:util';

/** All but the line feed and the tab: a terminal obeys them, and a log viewer may. */
const CONTROLS = /(?![\n\t])\p{Cc}/gu;
/** They turn the direction of what follows, so that a text reads as another. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text of a stranger as a terminal may show it: nothing in it moves the cursor, sets a color or a title, or answers a question. */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\r\n', '\n')).replaceAll(CONTROLS, '').replaceAll(DIRECTIONS, '');
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text.replaceAll(/[\n\t]+/g, ' ')).trim();
}
