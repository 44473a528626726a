import { createHash } from 'node:crypto';
import { hasErrorCode, LIMITS } from '@everruns/schemas';
import { systemClock } from '@everruns/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrganizationLimits, type DefaultLimits } from '../limits/organization-limits.ts';
import { findRequestContents } from '../repositories/request-contents.ts';
import { CTX, EngineKit, fenced } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const hashOf = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');

async function startTurn() {
  const sessionId = await kit.newSession();
  const { turn } = await kit.post(sessionId, 'hello');
  return kit.begin(turn.id);
}

const limitsOf = (defaults: DefaultLimits) =>
  new OrganizationLimits({ db: kit.database.db, clock: systemClock, defaults });
const usedBytes = async () => (await limitsOf({}).list(CTX)).find(({ name }) => name === 'stored_bytes')?.use;

describe('what requests held besides their messages', () => {
  it('is stored once for an organization, by its hash, and counts as stored bytes', async () => {
    const [{ token }, other] = [await startTurn(), await startTurn()];
    const before = (await usedBytes()) ?? 0;
    const texts = ['Be brief, Ünal.', '[]'];
    await kit.service.storeContents({ token, contents: texts });
    await kit.service.storeContents({ token: other.token, contents: texts });
    const found = await findRequestContents(kit.database.db, CTX, texts.map(hashOf));
    expect(found).toEqual(new Map(texts.map((text) => [hashOf(text), text])));
    expect(await usedBytes()).toBe(before + Buffer.byteLength(texts.join('')));
  });

  it('is stored only for an attempt that runs, and up to a size', async () => {
    const begun = await startTurn();
    const contents = ['x'.repeat(LIMITS.contextBytes + 1)];
    const large = kit.service.storeContents({ token: begun.token, contents });
    await expect(large).rejects.toSatisfy((error) => hasErrorCode(error, 'payload_too_large'));
    await kit.commitReason(begun);
    expect(await fenced(kit.service.storeContents({ token: begun.token, contents: ['late'] }))).toBe('fenced');
    expect((await findRequestContents(kit.database.db, CTX, [hashOf('late')])).size).toBe(0);
  });

  it('is not stored where the organization has no room, which is no error', async () => {
    const { token } = await startTurn();
    const { limits } = kit.deps;
    Object.assign(kit.deps, { limits: limitsOf({ stored_bytes: 1 }) });
    expect(await kit.service.storeContents({ token, contents: ['no room'] })).toEqual({ is_stored: false });
    Object.assign(kit.deps, { limits });
    expect((await findRequestContents(kit.database.db, CTX, [hashOf('no room')])).size).toBe(0);
  });
});
