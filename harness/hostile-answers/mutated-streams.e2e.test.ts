import { describe, expect, it } from 'vitest';
import { createRandom, FORMATS, mutateStream, validBody } from './mutate-streams.ts';
import { findFault, playStream } from './play-stream.ts';

/** `HOSTILE_STREAMS` sets a larger number, nightly and by hand. */
const STREAMS = Number(process.env['HOSTILE_STREAMS'] ?? 8_000);
const SEED = Number(process.env['HOSTILE_SEED'] ?? 1);
const MAX_SHOWN = 20_000;

describe('nearly valid streams', () => {
  it.each(FORMATS)(
    'of %s end clearly, and hold nothing that cannot be stored',
    { timeout: 3_600_000 },
    async (format) => {
      const random = createRandom(SEED + FORMATS.indexOf(format));
      let answers = 0;
      for (let stream = 0; stream < STREAMS / FORMATS.length; stream += 1) {
        const pieces = mutateStream(format, random);
        const result = await playStream(format, pieces);
        const fault = findFault(result);
        if (fault !== null) expect.fail(`${fault}: ${Buffer.concat(pieces).toString().slice(0, MAX_SHOWN)}`);
        if (result.kind === 'response') answers += 1;
      }
      // Most of the streams must still be answers; otherwise the test would only try refusals.
      expect(answers).toBeGreaterThan(STREAMS / FORMATS.length / 3);
    },
  );
});

describe('a valid stream', () => {
  it.each(FORMATS)('of %s is the same answer wherever it is split, and byte by byte', async (format) => {
    const body = validBody(format);
    const whole = await playStream(format, [body]);
    expect(whole).toMatchObject({ kind: 'response', response: { text_parts: [expect.stringContaining('👀')] } });
    for (let at = 1; at < body.length; at += 1) {
      const split = await playStream(format, [body.subarray(0, at), body.subarray(at)]);
      if (JSON.stringify(split) !== JSON.stringify(whole)) expect(split, `split at byte ${at}`).toEqual(whole);
    }
    expect(
      await playStream(
        format,
        [...body].map((byte) => Uint8Array.of(byte)),
      ),
    ).toEqual(whole);
  });
});
