import type { JsonValue } from '@everruns/schemas';

/**
 * The arguments of a tool call as they come: in pieces, or whole, or as all of it so far again and again, or whole once more at the
 * end, or `{}` first. Which of these it was shows only when the call is over.
 */
export interface ArgumentsText {
  /** All pieces, one after the other. */
  readonly joined: string;
  /** The last piece, while each piece has begun with the one before it. */
  readonly cumulative: string | undefined;
  readonly scan: JsonScan;
}

/** Where in a JSON value the text so far ends: enough to know whether it is over, whatever its length. */
interface JsonScan {
  readonly depth: number;
  readonly isInString: boolean;
  readonly isEscaped: boolean;
  /** The text so far is one whole object or list. */
  readonly isComplete: boolean;
  /** More came behind a whole one. */
  readonly isOverrun: boolean;
}

/** Repeated more often than that they are garbage. */
const MAX_DOCUMENTS = 64;

export const NO_ARGUMENTS: ArgumentsText = {
  joined: '',
  cumulative: '',
  scan: { depth: 0, isInString: false, isEscaped: false, isComplete: false, isOverrun: false },
};

/** Adds a piece. Pure. */
export function addArguments(before: ArgumentsText, text: string): ArgumentsText {
  if (text === '' || isRepeated(before, text)) return before;
  return {
    joined: before.joined + text,
    cumulative:
      before.cumulative !== undefined && text.startsWith(before.cumulative) && text.length > before.cumulative.length
        ? text
        : undefined,
    scan: scanOn(before.scan, text),
  };
}

/** Whether nothing more can belong to these arguments. */
export function areComplete({ scan }: ArgumentsText): boolean {
  return scan.isComplete;
}

/** Whether the piece is what is there already, whole, once more. */
export function isRepeated({ joined, scan }: ArgumentsText, piece: string): boolean {
  return scan.isComplete && joined === piece;
}

/** Arguments are text on the wire; servers that do not encode them send the object. */
export function encodeArguments(piece: JsonValue | undefined): string {
  if (typeof piece === 'string') return piece;
  return piece === undefined || piece === null ? '' : JSON.stringify(piece);
}

/** The text of the whole arguments, by the reading of the pieces that makes JSON of them. */
export function readArguments({ joined, cumulative, scan }: ArgumentsText): string {
  if (scan.isComplete || isJson(joined)) return joined;
  if (cumulative !== undefined && isJson(cumulative)) return cumulative;
  const documents = splitDocuments(joined);
  return documents.findLast((text) => !/^\{\s*\}$/.test(text)) ?? documents.at(-1) ?? joined;
}

/** The objects that the text is made of, one after the other; nothing where anything else is between or behind them. */
function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  let start = 0;
  for (const at of findEnds(text)) {
    const document = text.slice(start, at + 1).trim();
    if (documents.length === MAX_DOCUMENTS || !isJson(document)) return [];
    documents.push(document);
    start = at + 1;
  }
  return text.slice(start).trim() === '' ? documents : [];
}

/** The places where a bracket closes the last one that was open. */
function* findEnds(text: string): Generator<number> {
  let scan = NO_ARGUMENTS.scan;
  let from = 0;
  for (let at = nextClosing(text, 0); at >= 0; at = nextClosing(text, at + 1)) {
    scan = scanOn(scan, text.slice(from, at + 1));
    from = at + 1;
    if (scan.depth === 0 && !scan.isInString) yield at;
  }
}

function nextClosing(text: string, from: number): number {
  const brace = text.indexOf('}', from);
  const bracket = text.indexOf(']', from);
  return brace < 0 || (bracket >= 0 && bracket < brace) ? bracket : brace;
}

function scanOn(before: JsonScan, text: string): JsonScan {
  let { depth, isInString, isEscaped } = before;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (isEscaped) isEscaped = false;
    else if (isInString) {
      if (unit === 0x5c) isEscaped = true;
      else if (unit === 0x22) isInString = false;
    } else if (unit === 0x22) isInString = true;
    else if (unit === 0x7b || unit === 0x5b) depth += 1;
    else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
  const isOverrun = before.isOverrun || (before.isComplete && text.trim() !== '');
  const isOver = depth === 0 && !isInString && !isOverrun;
  const isComplete = isOver && (before.isComplete || /[}\]]\s*$/.test(text.slice(-16)));
  return { depth, isInString, isEscaped, isComplete, isOverrun };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
