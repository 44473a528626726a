import fc from 'fast-check';
import { encodeClose, OPCODES, type RawFrame } from './encode-frame.ts';

/** What RFC 6455 says that a server does with these frames. */
export type Outcome =
  /** It fails the connection with one of these codes. */
  | { kind: 'failed'; codes: readonly number[] }
  /** It answers a close frame with one that has the same code. */
  | { kind: 'closed'; code: number }
  /** Nothing is wrong, and the socket stays open. */
  | { kind: 'open' };

export interface FrameRule {
  name: string;
  /** Of RFC 6455. */
  section: string;
  cases: fc.Arbitrary<{ frames: RawFrame[]; outcome: Outcome }>;
  /** How often it is chosen. Default: 4. */
  weight?: number;
}

const { continuation, text, binary, close, ping, pong } = OPCODES;
const CONTROLS = [close, ping, pong];
const RESERVED = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15];
/** Codes that may be in a close frame: of the protocol, registered since, of libraries and of applications (7.4). */
const CODES = fc.oneof(
  fc.constantFrom(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014),
  fc.integer({ min: 3000, max: 4999 }),
);
const FORBIDDEN_CODES = fc.oneof(
  fc.constantFrom(0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535),
  fc.integer({ min: 0, max: 999 }),
  fc.integer({ min: 1016, max: 2999 }),
  fc.integer({ min: 5000, max: 65_535 }),
);
/** Bytes that are no UTF-8: never used, overlong, a surrogate, beyond Unicode, cut off, a continuation alone. */
const NO_UTF8 = fc
  .constantFrom(
    [0xff],
    [0xfe, 0xfe],
    [0xc0, 0xaf],
    [0xe0, 0x80, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0x80],
  )
  .map((bytes) => Buffer.from(bytes));
const CUT_UTF8 = fc.constantFrom([0xe2, 0x82], [0xf0, 0x9f, 0x91], [0xc3]).map((bytes) => Buffer.from(bytes));

const small = (most = 40) => fc.uint8Array({ maxLength: most }).map((bytes) => Buffer.from(bytes));
const ascii = fc.string({ unit: fc.constantFrom('a', '{', '"', ' '), maxLength: 30 }).map((each) => Buffer.from(each));
const failed = (...codes: number[]): Outcome => ({ kind: 'failed', codes });
const failing = (frames: fc.Arbitrary<RawFrame | RawFrame[]>, ...codes: number[]): FrameRule['cases'] =>
  frames.map((given) => ({ frames: Array.isArray(given) ? given : [given], outcome: failed(...codes) }));

/** The first fragment of a message that is not over. */
const BEGUN: RawFrame = { opcode: text, payload: Buffer.from('{"type"'), isFinal: false };
const TOO_BIG = 1024 * 1024 + 1;

/** Cuts bytes into fragments at these places, with nothing between two that are the same. */
function toFragments(opcode: number, bytes: Buffer, places: readonly number[]): RawFrame[] {
  const cuts = places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b);
  const starts = [0, ...cuts];
  return starts.map((start, index) => ({
    opcode: index === 0 ? opcode : continuation,
    payload: bytes.subarray(start, starts[index + 1] ?? bytes.length),
    isFinal: index === cuts.length,
  }));
}

const places = fc.array(fc.nat(1_000), { maxLength: 4 });
const fragmented = (opcode: number, bytes: fc.Arbitrary<Buffer>) =>
  fc.tuple(bytes, places).map(([whole, cuts]) => toFragments(opcode, whole, cuts));
const badText = fc.oneof(
  fc.tuple(ascii, NO_UTF8, ascii).map((parts) => Buffer.concat(parts)),
  fc.tuple(ascii, CUT_UTF8, fc.oneof(ascii, fc.constant(Buffer.alloc(0)))).map((parts) => Buffer.concat(parts)),
);

/** Messages that the product takes: an answer to a ping, and JSON that it refuses without closing. */
const MESSAGES = fc
  .constantFrom('{"type":"pong"}', ' {"type" : "pong"} ', '{"type":"né 👩‍🚀"}', '[]', '')
  .map((each) => Buffer.from(each));
const control = fc
  .tuple(fc.constantFrom(ping, pong), small(125))
  .map(([opcode, payload]): RawFrame => ({ opcode, payload }));

/** Frames with which nothing is wrong: a message in fragments, and control frames between them. */
export const SOUND_FRAMES: fc.Arbitrary<RawFrame[]> = fc
  .tuple(fragmented(text, MESSAGES), fc.array(fc.tuple(fc.nat(6), control), { maxLength: 3 }))
  .map(([fragments, between]) => {
    const frames = [...fragments];
    for (const [place, frame] of between) frames.splice(place % (frames.length + 1), 0, frame);
    return frames;
  });

const dataFrame = fc
  .tuple(fc.constantFrom(text, binary, ping, pong, close), small())
  .map(([opcode, payload]): RawFrame => ({ opcode, payload }));

/** The table: each way in which frames may be wrong, or may look so, and what becomes of the connection. */
export const FRAME_RULES: readonly FrameRule[] = [
  {
    name: 'a reserved bit without an extension that uses it',
    section: '5.2',
    cases: failing(
      fc.tuple(dataFrame, fc.integer({ min: 1, max: 7 })).map(([frame, reserved]) => ({ ...frame, reserved })),
      1002,
    ),
  },
  {
    name: 'a reserved opcode',
    section: '5.2',
    cases: failing(
      fc.tuple(fc.constantFrom(...RESERVED), small()).map(([opcode, payload]) => ({ opcode, payload })),
      1002,
    ),
  },
  {
    name: 'a frame without a mask',
    section: '5.1',
    cases: failing(
      dataFrame.map((frame) => ({ ...frame, isMasked: false })),
      1002,
    ),
  },
  {
    name: 'a control frame in fragments',
    section: '5.5',
    cases: failing(
      fc.tuple(fc.constantFrom(...CONTROLS), small()).map(([opcode, payload]) => ({ opcode, payload, isFinal: false })),
      1002,
    ),
  },
  {
    name: 'a control frame above 125 bytes',
    section: '5.5',
    cases: failing(
      fc
        .tuple(fc.constantFrom(...CONTROLS), fc.constantFrom(126, 127, 1_000, 65_535, 65_536, 70_000))
        .map(([opcode, length]) => ({ opcode, payload: Buffer.alloc(length, 97) })),
      1002,
    ),
  },
  {
    name: 'a continuation of nothing',
    section: '5.4',
    cases: failing(
      fc.tuple(small(), fc.boolean()).map(([payload, isFinal]) => ({ opcode: continuation, payload, isFinal })),
      1002,
    ),
  },
  {
    name: 'a new message within a fragmented one',
    section: '5.4',
    cases: failing(
      fc
        .tuple(fc.constantFrom(text, binary), ascii, fc.boolean())
        .map(([opcode, payload, isFinal]) => [BEGUN, { opcode, payload, isFinal }]),
      1002,
    ),
  },
  {
    name: 'a close frame with half a code',
    section: '5.5.1',
    cases: failing(
      fc.uint8Array({ minLength: 1, maxLength: 1 }).map((payload) => ({ opcode: close, payload })),
      1002,
    ),
  },
  {
    name: 'a close frame with a code that may not be sent',
    section: '7.4',
    weight: 8,
    cases: failing(
      fc.tuple(FORBIDDEN_CODES, ascii).map(([code, reason]) => ({ opcode: close, payload: encodeClose(code, reason) })),
      1002,
    ),
  },
  {
    name: 'a close frame whose reason is not UTF-8',
    section: '5.5.1',
    cases: failing(
      fc.tuple(CODES, NO_UTF8).map(([code, reason]) => ({ opcode: close, payload: encodeClose(code, reason) })),
      1007,
    ),
  },
  {
    name: 'text that is not UTF-8, whole or in fragments',
    section: '8.1',
    weight: 12,
    cases: failing(fragmented(text, badText), 1007),
  },
  { name: 'a binary message', section: '7.4.1', cases: failing(fragmented(binary, small()), 1003) },
  {
    name: 'a frame that says it is too big',
    section: '7.4.1',
    cases: failing(
      fc
        .tuple(fc.constantFrom(text, binary), fc.bigInt({ min: BigInt(TOO_BIG), max: 2n ** 53n - 1n }), small())
        .map(([opcode, toldLength, payload]) => ({ opcode, payload, toldLength })),
      1009,
    ),
  },
  {
    name: 'a length whose first bit is set',
    section: '5.2',
    // The bit is forbidden, and the frame too big.
    cases: failing(
      fc
        .bigInt({ min: 2n ** 63n, max: 2n ** 64n - 1n })
        .map((toldLength) => ({ opcode: text, payload: Buffer.alloc(0), toldLength, lengthBytes: 8 as const })),
      1002,
      1009,
    ),
  },
  {
    name: 'fragments that are too big together',
    section: '7.4.1',
    weight: 1,
    cases: failing(
      fc.integer({ min: 2, max: 5 }).map((count) => {
        const payload = Buffer.alloc(Math.ceil(TOO_BIG / count), 32);
        return Array.from({ length: count }, (_, index) => ({
          opcode: index === 0 ? text : continuation,
          payload,
          isFinal: index === count - 1,
        }));
      }),
      1009,
    ),
  },
  {
    name: 'a close frame with a code',
    section: '5.5.1',
    weight: 8,
    cases: fc.tuple(CODES, ascii).map(([code, reason]) => ({
      frames: [{ opcode: close, payload: encodeClose(code, reason) }],
      outcome: { kind: 'closed' as const, code },
    })),
  },
  {
    name: 'a close frame without a code, and what comes after it',
    section: '5.5.1',
    cases: fc.array(dataFrame, { maxLength: 3 }).map((after) => ({
      frames: [{ opcode: close, payload: Buffer.alloc(0) }, ...after],
      outcome: { kind: 'closed' as const, code: 1005 },
    })),
  },
  {
    name: 'a length in more bytes than it needs',
    section: '5.2',
    // Whoever sends must not; whoever reads loses nothing.
    cases: fc.tuple(MESSAGES, fc.constantFrom(2 as const, 8 as const)).map(([payload, lengthBytes]) => ({
      frames: [{ opcode: text, payload, lengthBytes }],
      outcome: { kind: 'open' as const },
    })),
  },
  {
    name: 'messages in fragments, with control frames between them',
    section: '5.4',
    weight: 20,
    cases: SOUND_FRAMES.map((frames) => ({ frames, outcome: { kind: 'open' as const } })),
  },
];
