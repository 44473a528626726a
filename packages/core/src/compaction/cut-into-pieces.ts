import { countText } from './count-tokens.ts';
import type { TranscriptEntry } from './render-transcript.ts';

/** The length to which a long tool result is shortened if it does not fit. */
const SHORT_RESULT_TOKENS = 200;

export interface PieceLimits {
  pieceTokens: number;
  maxPieces: number;
}

/**
 * Cuts a transcript into pieces of at most `pieceTokens`, oldest first. If one is not enough, the oldest tool results are shortened until
 * it is. If `maxPieces` are not enough, the oldest entries are left out, and the first piece says so.
 */
export function cutIntoPieces(transcript: readonly TranscriptEntry[], limits: PieceLimits): string[] {
  const entries = shortenResults(transcript, limits.pieceTokens);
  const pieces: string[][] = [];
  let room = 0;
  // Starts with the newest entry, so that the oldest ones are left out.
  for (const [index, entry] of [...entries.entries()].toReversed()) {
    const text = shorten(entry, limits.pieceTokens);
    room -= countText(text) + 1;
    if (room < 0) {
      if (pieces.length === limits.maxPieces) {
        pieces[0]?.unshift(`[${index + 1} older messages are left out]`);
        break;
      }
      pieces.unshift([]);
      room = limits.pieceTokens - countText(text);
    }
    pieces[0]?.unshift(text);
  }
  return pieces.map((piece) => piece.join('\n\n'));
}

function shortenResults(transcript: readonly TranscriptEntry[], fitTokens: number): string[] {
  let tokens = transcript.reduce((sum, { text }) => sum + countText(text) + 1, 0);
  return transcript.map(({ text, isResult }) => {
    if (!isResult || tokens <= fitTokens) return text;
    const short = shorten(text, SHORT_RESULT_TOKENS);
    tokens -= countText(text) - countText(short);
    return short;
  });
}

/** Returns the text if it fits, or else its beginning and its end. */
function shorten(text: string, tokens: number): string {
  const size = countText(text);
  if (size <= tokens) return text;
  const half = Math.floor((text.length * tokens) / size / 2);
  return `${text.slice(0, half)}\n[… shortened …]\n${text.slice(text.length - half)}`.toWellFormed();
}
