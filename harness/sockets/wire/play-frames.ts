import fc from 'fast-check';
import { encodeClose, encodeFrame, OPCODES, type RawFrame } from './encode-frame.ts';
import { FRAME_RULES, SOUND_FRAMES, type FrameRule, type Outcome } from './frame-rules.ts';
import { RawSocket } from './raw-socket.ts';

/** Frames of one connection, and what must become of it. */
export interface FrameCase {
  rule: string;
  frames: RawFrame[];
  outcome: Outcome;
  mask: Uint8Array;
  /** Where the bytes are cut into TCP segments. */
  cuts: number[];
}

const AT_MOST_AT_ONCE = 16;

/** Returns as many cases as asked for; each rule comes once before one comes twice if there are as many cases as rules. */
export function generateCases(count: number, seed: number): FrameCase[] {
  const once = FRAME_RULES.flatMap((rule, index) => fc.sample(casesOf(rule), { numRuns: 1, seed: seed + index }));
  const weighted = FRAME_RULES.map((rule) => ({ weight: rule.weight ?? 4, arbitrary: casesOf(rule) }));
  const more = fc.sample(fc.oneof(...weighted), { numRuns: Math.max(1, count - once.length), seed });
  return [...once, ...more].slice(0, count);
}

/** Sound frames come first, so that what is wrong comes at any place of a conversation. */
function casesOf({ name, section, cases }: FrameRule): fc.Arbitrary<FrameCase> {
  return fc
    .record({
      before: fc.array(SOUND_FRAMES, { maxLength: 2 }),
      found: cases,
      mask: fc.uint8Array({ minLength: 4, maxLength: 4 }),
      cuts: fc.array(fc.nat(200), { maxLength: 6 }),
    })
    .map(({ before, found, ...rest }) => ({
      rule: `${name} (${section})`,
      frames: [...before.flat(), ...found.frames],
      outcome: found.outcome,
      ...rest,
    }));
}

/** Plays each case on a connection of its own, and returns what differs from its outcome. */
export async function playCases(url: string, cases: readonly FrameCase[]): Promise<string[]> {
  const waiting = cases.values();
  const faults: string[] = [];
  const playAll = async (): Promise<void> => {
    for (const each of waiting) {
      const fault = await playCase(url, each);
      if (fault !== null) faults.push(`${each.rule}: ${fault}\n${describe(each)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_MOST_AT_ONCE }, playAll));
  return faults;
}

async function playCase(url: string, { frames, mask, cuts, outcome }: FrameCase): Promise<string | null> {
  const raw = await RawSocket.open(url);
  try {
    const bytes = Buffer.concat(frames.map((frame) => encodeFrame(frame, mask)));
    for (const piece of cutInto(bytes, cuts)) {
      raw.socket.write(piece);
      await new Promise(setImmediate);
    }
    const found = await judge(raw, frames, outcome);
    return raw.fault ?? found;
  } finally {
    raw.socket.destroy();
  }
}

async function judge(raw: RawSocket, frames: readonly RawFrame[], outcome: Outcome): Promise<string | null> {
  if (outcome.kind === 'open') {
    const alive = Buffer.from('alive');
    raw.send({ opcode: OPCODES.ping, payload: alive });
    const isAlive = await raw.until(() =>
      raw.frames.some(({ opcode, payload }) => opcode === OPCODES.pong && payload.equals(alive)),
    );
    if (!isAlive) return `must stay open, and was closed with ${raw.closeCode}`;
    if (frames.length > 0) raw.send({ opcode: OPCODES.close, payload: encodeClose(1000) });
  }
  await raw.until(() => raw.closeCode !== null);
  const codes = outcome.kind === 'failed' ? outcome.codes : [outcome.kind === 'closed' ? outcome.code : 1000];
  if (!codes.includes(raw.closeCode ?? 0))
    return `must be closed with ${codes.join(' or ')}, and was with ${raw.closeCode}`;
  if (raw.frames.at(-1)?.opcode !== OPCODES.close) return 'the server sent something after its close frame';
  // The client answers a close frame, as 5.5.1 asks of it; then the server is the first to end the connection.
  if (outcome.kind === 'failed') raw.send({ opcode: OPCODES.close, payload: encodeClose(codes[0] ?? 1002) });
  return (await raw.until(() => raw.isEnded)) ? null : 'the server has not ended the connection';
}

function cutInto(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b);
  return [...places, bytes.length].map((end, index) => bytes.subarray(places[index - 1] ?? 0, end));
}

function describe({ frames, cuts }: FrameCase): string {
  const shown = frames.map(({ payload, toldLength, ...frame }) => {
    const told = toldLength === undefined ? {} : { toldLength: String(toldLength) };
    return JSON.stringify({ ...frame, ...told, payload: Buffer.from(payload.subarray(0, 40)).toString('hex') });
  });
  return `  ${shown.join('\n  ')}\n  cut at ${cuts.join(', ')}`;
}
