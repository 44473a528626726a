import { EverrunsError, LIMITS, ToolCallId, type ErrorCode } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import type { SessionFileStore } from '../ports/session-file-store.ts';
import {
  createFakeClock,
  createSequentialIds,
  InMemorySessionFileStore,
  makeTestUuid,
  TEST_IDS,
} from '../testing/index.ts';
import { capResult } from './cap-result.ts';

const call = { id: ToolCallId.parse(makeTestUuid(1)), ordinal: 0, name: 'tool', arguments: {} };
const TOO_LONG = 'x'.repeat(LIMITS.toolResultBytes + 1);

/** A file store in which every write fails. */
const failing = (reason: Error): SessionFileStore => {
  const files = new InMemorySessionFileStore({
    session_id: TEST_IDS.session,
    clock: createFakeClock(),
    ids: createSequentialIds(),
  });
  files.write = async () => {
    throw reason;
  };
  return files;
};
const failingWith = (code: ErrorCode): SessionFileStore => failing(new EverrunsError(code, 'no'));

describe('a result', () => {
  it('of exactly the limit is whole, whether its characters take one byte or more', async () => {
    const files = failing(new Error('nothing is to be written'));
    for (const text of ['x'.repeat(LIMITS.toolResultBytes), 'ä'.repeat(LIMITS.toolResultBytes / 2)]) {
      expect(await capResult({ call, files }, text)).toBe(text);
    }
  });

  it.each(['payload_too_large', 'conflict'] as const)('loses its rest when the files refuse it: %s', async (code) => {
    expect(await capResult({ call, files: failingWith(code) }, TOO_LONG)).not.toHaveProperty('path');
  });

  it('is no result when the files cannot be reached, or fail in a way that nobody knows', async () => {
    await expect(capResult({ call, files: failingWith('unavailable') }, TOO_LONG)).rejects.toThrow('no');
    await expect(capResult({ call, files: failing(new Error('a bug')) }, TOO_LONG)).rejects.toThrow('a bug');
  });

  it('keeps a replacement character that was its own', async () => {
    const text = `\uFFFD${TOO_LONG}`;
    const result = await capResult({ call, files: failingWith('conflict') }, text);
    expect(result).toMatchObject({ content: expect.stringMatching(/^\uFFFDx+$/) as string });
  });
});
