import type { JsonValue } from '@everruns/schemas';

/**
 * The arguments of a tool call as servers send them: in pieces, as a whole, repeatedly as everything so far, once more as a whole at the
 * end, or with `{}` first. Only the end of the call shows which of these it was.
 */
export interface ArgumentsText {
  /** All pieces, joined. */
  readonly joined: string;
  /** The last piece, as long as each piece began with the one before it. */
  readonly cumulative: string | undefined;
  readonly scan: JsonScan;
}

/** The state of a JSON scan at the end of the text so far, which is enough to know whether the value is complete. */
interface JsonScan {
  readonly depth: number;
  readonly isInString: boolean;
  readonly isEscaped: boolean;
  /** The text so far is one complete object or list. */
  readonly isComplete: boolean;
  /** More text followed a complete value. */
  readonly isOverrun: boolean;
}

/** Arguments that are repeated more often are garbage. */
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

/** Whether the piece repeats the complete text that is already there. */
export function isRepeated({ joined, scan }: ArgumentsText, piece: string): boolean {
  return scan.isComplete && joined === piece;
}

/** Arguments are text on the wire, but some servers send the object without encoding it. */
export function encodeArguments(piece: JsonValue | undefined): string {
  if (typeof piece === 'string') return piece;
  return piece === undefined || piece === null ? '' : JSON.stringify(piece);
}

/** Returns the complete arguments, using the interpretation of the pieces that yields JSON. */
export function readArguments({ joined, cumulative, scan }: ArgumentsText): string {
  if (scan.isComplete || isJson(joined)) return joined;
  if (cumulative !== undefined && isJson(cumulative)) return cumulative;
  const documents = splitDocuments(joined);
  return documents.findLast((text) => !/^\{\s*\}$/.test(text)) ?? documents.at(-1) ?? joined;
}

/** Returns the objects that the text consists of, or nothing if there is other text between or after them. */
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

/** Returns the positions at which a bracket closes the outermost open one. */
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
