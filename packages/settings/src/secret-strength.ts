import { PLACEHOLDER_WORDS, WEAK_WORDS } from './weak-words.ts';

/**
 * `token`: a machine made it, or should have · `password`: a person's · `foreign`: another party gave it, so only a placeholder is
 * weak.
 */
export type SecretKind = 'token' | 'password' | 'foreign';

/** A secret needs this many characters outside the words of examples. */
const MIN_OWN_CHARACTERS = { token: 6, password: 3 };
const MIN_BITS = { token: 30, password: 12 };
const SEQUENTIAL_SHARE = 0.85;
const MIN_DISTINCT_PAIRS_SHARE = 0.5;
const EXAMINED_LENGTH = 256;
/** Fewer random bytes may look like text. */
const MIN_ENCODED_BYTES = 12;

/**
 * Why a secret is one that others could guess or have read somewhere: `repeats itself`, `is a sequence`, `is made of the words of examples`,
 * `has too little variety`, `is a placeholder`. Null for a good one. The reason holds no character of the secret.
 */
export function findSecretWeakness(secret: string, kind: SecretKind): string | null {
  const text = secret.trim().toLowerCase().slice(0, EXAMINED_LENGTH);
  if (kind === 'foreign') return isPlaceholder(text) ? 'is a placeholder' : null;
  const codes = Array.from(text).map(toCode);
  if (isSequential(codes) || isInterleaved(codes)) return 'is a sequence';
  if (isPlaceholder(text) || countOwnCharacters(text) < MIN_OWN_CHARACTERS[kind]) {
    return 'is made of the words of examples';
  }
  if (isRepetitive(text)) return 'repeats itself';
  if (countBits(text) < MIN_BITS[kind]) return 'has too little variety';
  return kind === 'token' ? findEncodedWeakness(secret.trim()) : null;
}

/** The same check for random bytes, such as a key of 32 bytes. */
export function findBytesWeakness(bytes: Uint8Array): string | null {
  const values = [...bytes];
  const printable = values.filter((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d)).length;
  if (printable >= values.length * 0.87) return 'is text and not random bytes';
  if (findPeriod(values) !== null) return 'repeats itself';
  const steps = values.slice(1).map((value, index) => (value - (values[index] ?? 0)) & 0xff);
  const jumps = steps.slice(1).map((step, index) => (step - (steps[index] ?? 0)) & 0xff);
  if (countMostCommon(steps) >= values.length / 4 || countMostCommon(jumps) >= values.length / 4)
    return 'is a sequence';
  return new Set(values).size < values.length * 0.6 ? 'has too little variety' : null;
}

const toCode = (character: string): number => character.codePointAt(0) ?? 0;

/** The hexadecimal or base64 form of a weak secret is weak too. */
function findEncodedWeakness(text: string): string | null {
  const bytes = decode(text);
  if (bytes === null || bytes.length < MIN_ENCODED_BYTES) return null;
  const decoded = String.fromCharCode(...bytes);
  if (/^[\x20-\x7e]+$/.test(decoded)) return findSecretWeakness(decoded, 'token');
  return bytes.length < 2 * MIN_ENCODED_BYTES ? null : findBytesWeakness(bytes);
}

function decode(text: string): Uint8Array | null {
  if (/^\d+$/.test(text)) return null;
  if (/^(?:[0-9a-f]{2})+$/i.test(text)) {
    return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]+$/.test(base64) || base64.length % 4 === 1) return null;
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function isPlaceholder(text: string): boolean {
  if (/^<.*>$|^\{.*\}$|^\$\{?\w+\}?$|x{4,}|\*{3,}|\.{3}|…/.test(text)) return true;
  const words = splitIntoWords(text.replaceAll(/[^a-z]/g, ''));
  if (words === null) return false;
  const whole = words.join('');
  return ['secret', 'clientsecret', 'password'].includes(whole) || words.some((word) => PLACEHOLDER_WORDS.has(word));
}

/** Returns the words of the list that the letters consist of, or null. */
function splitIntoWords(letters: string): string[] | null {
  const covered = coverWithWords(letters);
  return letters !== '' && covered.own === 0 ? covered.words : null;
}

const LEET: readonly Record<string, string>[] = [
  {},
  { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' },
  { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'l' },
];

/** How many letters and digits stand outside of the words of examples, years, and runs; read as `p4ssw0rd` is meant, too. */
function countOwnCharacters(text: string): number {
  const readings = LEET.map((letters) =>
    Array.from(text)
      .map((character) => letters[character] ?? character)
      .join(''),
  );
  return Math.min(...readings.map((reading) => coverWithWords(reading.replaceAll(/[^\p{L}\p{N}]/gu, '')).own));
}

const MAX_WORD = Math.max(...[...WEAK_WORDS].map((word) => word.length));

interface Cover {
  /** The number of characters that no word covers. */
  own: number;
  words: string[];
}

/** Covers a text with words and runs so that the fewest characters stay outside. */
function coverWithWords(text: string): Cover {
  const runs = measureRuns(text);
  const best: Cover[] = [{ own: 0, words: [] }];
  for (let end = 1; end <= text.length; end += 1) {
    const before = best[end - 1] ?? { own: 0, words: [] };
    let chosen: Cover = { own: before.own + 1, words: before.words };
    for (let start = Math.max(0, end - MAX_WORD); start < end - 1; start += 1) {
      const cover = best[start];
      if (cover === undefined || cover.own >= chosen.own) continue;
      const part = text.slice(start, end);
      if (!WEAK_WORDS.has(part) && !isShortRunOrYear(part, runs[end - 1] ?? 0)) continue;
      chosen = { own: cover.own, words: [...cover.words, part] };
    }
    best.push(chosen);
  }
  return best[text.length] ?? { own: 0, words: [] };
}

/** `runLength`: of the longest run that ends where the part ends. */
function isShortRunOrYear(part: string, runLength: number): boolean {
  const isOfDigits = /^\d+$/.test(part);
  if (runLength >= part.length && part.length >= (isOfDigits ? 3 : 4)) return true;
  return isOfDigits && /^(?:19|20)\d\d$/.test(part);
}

/** Keyboards along the rows and down the columns. */
const KEYBOARDS = [
  '1234567890 qwertyuiop asdfghjkl zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qwertzuiop yxcvbnm',
];

/** At each place the length of the longest run that ends there, in the alphabet or on a keyboard: `1234`, `dcba`, `aaaa`, `qwer`. */
function measureRuns(text: string): number[] {
  const longest = Array.from({ length: text.length }, () => 1);
  for (const keyboard of [null, ...KEYBOARDS]) {
    const places = Array.from(text, (character) =>
      keyboard === null ? toCode(character) : keyboard.indexOf(character),
    );
    let length = 1;
    let before = NaN;
    for (let index = 1; index < places.length; index += 1) {
      const [left = -1, right = -1] = [places[index - 1], places[index]];
      const step = left < 0 || right < 0 ? NaN : right - left;
      if (Math.abs(step) > 1 || Number.isNaN(step)) length = 1;
      else length = step === before ? length + 1 : 2;
      before = step;
      longest[index] = Math.max(longest[index] ?? 1, length);
    }
  }
  return longest;
}

/** The text is a part of at most half its length over and over, or has hardly any two neighbors that it has not had before. */
function isRepetitive(text: string): boolean {
  if (findPeriod(Array.from(text)) !== null) return true;
  const pairs = Array.from(text.slice(0, 64))
    .map((character, index) => character + text.charAt(index + 1))
    .slice(0, -1);
  return pairs.length >= 8 && new Set(pairs).size < pairs.length * MIN_DISTINCT_PAIRS_SHARE;
}

function findPeriod(items: readonly unknown[]): number | null {
  for (let period = 1; period <= items.length / 2; period += 1) {
    if (items.every((item, index) => index < period || item === items[index - period])) return period;
  }
  return null;
}

/** Nearly every character is the neighbor of the one before, in the alphabet or on a keyboard, or always the same step away. */
function isSequential(codes: readonly number[]): boolean {
  const pairs = codes.slice(1).map((code, index) => [codes[index] ?? 0, code] as const);
  const neighbors = pairs.filter(([left, right]) => areNeighbors(left, right)).length;
  const sameStep = pairs.length >= 4 ? countMostCommon(pairs.map(([left, right]) => right - left)) : 0;
  return pairs.length > 0 && Math.max(neighbors, sameStep) >= pairs.length * SEQUENTIAL_SHARE;
}

/** Two sequences that alternate letter by letter: `1a2b3c4d`. */
function isInterleaved(codes: readonly number[]): boolean {
  const [even, odd] = [0, 1].map((rest) => codes.filter((_, index) => index % 2 === rest));
  return codes.length >= 8 && isSequential(even ?? []) && isSequential(odd ?? []);
}

function areNeighbors(left: number, right: number): boolean {
  if (Math.abs(left - right) <= 1) return true;
  return KEYBOARDS.some((keyboard) => {
    const [from, to] = [left, right].map((code) => keyboard.indexOf(String.fromCodePoint(code)));
    return from !== undefined && to !== undefined && from >= 0 && to >= 0 && Math.abs(from - to) <= 1;
  });
}

function countMostCommon(values: readonly number[]): number {
  return Math.max(0, ...countEach(values).values());
}

function countEach<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Shannon's entropy of the characters, in bits for the whole text. */
function countBits(text: string): number {
  const characters = Array.from(text);
  const shares = [...countEach(characters).values()].map((count) => count / characters.length);
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0) * characters.length;
}
