/** PostgreSQL refuses a NOTIFY payload of 8,000 bytes or more. */
const MAX_BYTES = 7_000;
/** A UTF-16 unit is at most three bytes of UTF-8. */
const UNITS = Math.floor(MAX_BYTES / 3);

/** Splits a text into NOTIFY payloads `name:piece/pieces:text` of at most 7 KB plus the label. `name` is `sender:number`. */
export function splitPayload(name: string, text: string): string[] {
  const pieces = Buffer.byteLength(text) <= MAX_BYTES ? [text] : cut(text);
  return pieces.map((piece, index) => `${name}:${index + 1}/${pieces.length}:${piece}`);
}

function cut(text: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + UNITS;
    const last = text.charCodeAt(end - 1);
    const splitsPair = last >= 0xd800 && last <= 0xdbff;
    pieces.push(text.slice(start, splitsPair ? end - 1 : end));
    start = splitsPair ? end - 1 : end;
  }
  return pieces;
}

const LABEL = /^([^:]+:\d+):(\d+)\/(\d+):/;

/** Joins pieces again. Those of one statement arrive together and in order; an incomplete text is forgotten. */
export class PayloadAssembler {
  #name = '';
  #pieces: string[] = [];

  /** Returns the whole text once its last piece has arrived, or null. */
  add(payload: string): string | null {
    const label = LABEL.exec(payload);
    if (label === null) return null;
    const [prefix, name = '', piece, pieces] = label;
    if (name !== this.#name) this.#pieces = [];
    this.#name = name;
    this.#pieces.push(payload.slice(prefix.length));
    if (piece !== pieces) return null;
    const isWhole = this.#pieces.length === Number(pieces);
    const text = this.#pieces.join('');
    this.#pieces = [];
    return isWhole ? text : null;
  }
}
