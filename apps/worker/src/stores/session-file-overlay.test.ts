import { TEST_IDS, createFakeClock, createSequentialIds } from '@everruns/core/testing';
import { sessionFileStoreContract } from '@everruns/core/testing/contracts';
import type { FileChange } from '@everruns/internal-protocol';
import { LIMITS } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { FakeSessionFiles } from '../executor/testing/fake-session-files.ts';
import { SessionFileOverlay, type OverlayChange } from './session-file-overlay.ts';

function makeWorld() {
  const deps = { clock: createFakeClock(), ids: createSequentialIds() };
  const files = new FakeSessionFiles(deps);
  const questions: string[] = [];
  const open = () =>
    new SessionFileOverlay({
      ...deps,
      session_id: TEST_IDS.session,
      snapshot: {
        async load(readPath) {
          questions.push(`snapshot ${readPath ?? ''}`.trim());
          const answer = files.answer({ kind: 'snapshot', ...(readPath === null ? {} : { read_path: readPath }) });
          if (answer.kind !== 'snapshot') throw new Error('expected a snapshot');
          return answer;
        },
        async read({ path, revision }) {
          questions.push(`read ${path}`);
          const answer = files.answer({ kind: 'read', path, revision });
          if (answer.kind !== 'file') throw new Error('expected a file');
          return answer.file;
        },
      },
    });
  return { files, questions, open };
}

const toChange = (change: OverlayChange): FileChange => ({
  path: change.path,
  base_revision: change.base?.revision ?? null,
  change:
    change.kind === 'removed'
      ? { kind: 'removed' }
      : { kind: 'written', content: { kind: 'bytes', bytes: change.bytes } },
});

/** Each operation is a call of its own, whose difference is applied at once. */
sessionFileStoreContract({
  name: 'the overlay of a call',
  async make() {
    const { files, open } = makeWorld();
    const call = async <T>(work: (overlay: SessionFileOverlay) => Promise<T>): Promise<T> => {
      const overlay = open();
      const result = await work(overlay);
      files.apply((await overlay.changes()).map(toChange));
      return result;
    };
    const store = {
      read: (path: string) => call((overlay) => overlay.read(path)),
      stat: (path: string) => call((overlay) => overlay.stat(path)),
      list: (path: string, options?: { recursive?: boolean }) => call((overlay) => overlay.list(path, options)),
      async write(input: Parameters<SessionFileOverlay['write']>[0]) {
        await call((overlay) => overlay.write(input));
        return call((overlay) => overlay.stat(input.path));
      },
      delete: (path: string, options?: { recursive?: boolean }) => call((overlay) => overlay.delete(path, options)),
    };
    return { store, setReadonly: async (path) => files.setReadonly(path), close: async () => {} };
  },
});

sessionFileStoreContract({
  name: 'one overlay for everything',
  make: async () => ({ store: makeWorld().open(), close: async () => {} }),
});

const text = (path: string, content: string) => ({ path, content, encoding: 'text' as const });
const summary = (changes: readonly OverlayChange[]) =>
  changes.map(({ kind, path, base }) => `${kind} ${path} ${base === null ? 'new' : 'known'}`);

describe('the difference of a call', () => {
  it('is empty for a call that only reads, which asks once for one file', async () => {
    const { files, open, questions } = makeWorld();
    files.save('/a.txt', 'one');
    const overlay = open();
    expect((await overlay.read('/a.txt')).content).toBe('one');
    expect(await overlay.changes()).toEqual([]);
    expect(questions).toEqual(['snapshot /a.txt']);
  });

  it('names each path with what was there, and a removed directory with everything in it', async () => {
    const { files, open } = makeWorld();
    for (const path of ['/d/a', '/d/b', '/keep', '/x']) files.save(path, path);
    const overlay = open();
    await overlay.delete('/d', { recursive: true });
    await overlay.write(text('/x', 'changed'));
    await overlay.write(text('/new/y', 'y'));
    await overlay.write(text('/gone', 'soon'));
    await overlay.delete('/gone');
    expect(summary(await overlay.changes())).toEqual([
      'removed /d known',
      'removed /d/a known',
      'removed /d/b known',
      'written /new/y new',
      'written /x known',
    ]);
  });

  it('can put a file where a directory was, and a directory where a file was', async () => {
    const { files, open } = makeWorld();
    files.save('/d/a', 'a');
    files.save('/f', 'f');
    const overlay = open();
    await overlay.delete('/d', { recursive: true });
    await overlay.write(text('/d', 'now a file'));
    await overlay.delete('/f');
    await overlay.write(text('/f/g', 'below'));
    expect((await overlay.list('/', { recursive: true })).map(({ path }) => path)).toEqual(['/d', '/f', '/f/g']);
    expect(summary(await overlay.changes())).toEqual([
      'written /d known',
      'removed /d/a known',
      'removed /f known',
      'written /f/g new',
    ]);
  });

  it('sees the snapshot, whatever others write meanwhile', async () => {
    const { files, open } = makeWorld();
    files.save('/a', 'old');
    const overlay = open();
    await overlay.list('/');
    files.save('/b', 'new');
    await expect(overlay.stat('/b')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('knows whether the call has looked before it wrote', async () => {
    const { open } = makeWorld();
    const [blind, informed] = [open(), open()];
    await blind.write(text('/a', 'x'));
    await informed.list('/');
    await informed.write(text('/a', 'x'));
    expect([blind.isInformed, informed.isInformed]).toEqual([false, true]);
  });

  it('has at most 64 MB, of files that can be stored', async () => {
    const { open } = makeWorld();
    const overlay = open();
    const content = 'x'.repeat(LIMITS.fileBytes);
    for (let file = 0; file < 6; file += 1) await overlay.write(text(`/${file}`, content));
    await expect(overlay.write(text('/6', content))).rejects.toMatchObject({ code: 'payload_too_large' });
    await expect(overlay.write(text('/nul', 'a\u0000'))).rejects.toMatchObject({ code: 'invalid_request' });
    const bad = { path: '/bad', content: 'YQ', encoding: 'base64' as const };
    await expect(overlay.write(bad)).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await overlay.changes()).toHaveLength(6);
  });
});
