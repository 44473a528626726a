import { stripVTControlCharacters } from 'node:util';

/** All control characters except line feed and tab. A terminal executes them, and a log viewer may too. */
const CONTROLS = /(?![\n\t])\p{Cc}/gu;
/** These characters change the direction of the text that follows, so that it can be misread. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes untrusted text safe for a terminal: it cannot move the cursor, set a color or a title, or make
 * the terminal send an answer.
 */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\r\n', '\n')).replaceAll(CONTROLS, '').replaceAll(DIRECTIONS, '');
}

/** Like `cleanText`, on one line. */
export function cleanLine(text: string): string {
  return cleanText(text.replaceAll(/[\n\t]+/g, ' ')).trim();
}
