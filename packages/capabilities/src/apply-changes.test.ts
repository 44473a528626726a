import { describe, expect, it } from 'vitest';
import { createFakeClock, createSequentialIds, InMemorySessionFileStore, TEST_IDS } from '@everruns/core/testing';
import { applyChanges } from './apply-changes.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));

async function openFiles() {
  const files = new InMemorySessionFileStore({
    session_id: TEST_IDS.session,
    clock: createFakeClock(),
    ids: createSequentialIds(),
  });
  await files.write({ path: '/kept.txt', content: 'kept', encoding: 'text' });
  await files.write({ path: '/old/a.txt', content: 'a', encoding: 'text' });
  return files;
}

describe('the changes of a program', () => {
  it('are written as text or bytes, and files that are gone are deleted', async () => {
    const files = await openFiles();
    await applyChanges(files, [
      { kind: 'written', path: '/kept.txt', bytes: bytes('new') },
      { kind: 'written', path: '/pictures/p.png', bytes: bytes('89504e470d0a', 'hex') },
      { kind: 'deleted', path: '/old/a.txt' },
      { kind: 'deleted', path: '/never/was' },
    ]);
    expect(await files.read('/kept.txt')).toMatchObject({ content: 'new', encoding: 'text' });
    expect(await files.read('/pictures/p.png')).toMatchObject({ content: 'iVBORw0K', encoding: 'base64' });
    await expect(files.stat('/old/a.txt')).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each(['/readonly.txt', '/old'])('are none if one of them cannot be made: %s', async (path) => {
    const files = await openFiles();
    await files.write({ path: '/readonly.txt', content: 'r', encoding: 'text' });
    files.setReadonly('/readonly.txt');
    const changes = [
      { kind: 'written' as const, path: '/first.txt', bytes: bytes('first') },
      { kind: 'written' as const, path, bytes: bytes('x') },
    ];
    await expect(applyChanges(files, changes)).rejects.toMatchObject({ code: 'conflict' });
    await expect(files.stat('/first.txt')).rejects.toMatchObject({ code: 'not_found' });
  });
});
