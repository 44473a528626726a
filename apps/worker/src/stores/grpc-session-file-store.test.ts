import { TEST_IDS, createFakeClock, createSequentialIds, makeAtom, makeRuntimeAgent } from '@everruns/core/testing';
import { sessionFileStoreContract } from '@everruns/core/testing/contracts';
import { describe, expect, it } from 'vitest';
import { FakeWorkerService } from '../executor/testing/fake-worker-service.ts';
import { createGrpcSessionFileStore } from './grpc-session-file-store.ts';

async function makeWorld() {
  const clock = createFakeClock();
  const service = new FakeWorkerService(makeRuntimeAgent(), { clock, ids: createSequentialIds() });
  const request = { atom: makeAtom(), segment: 1, exec_id: TEST_IDS.exec, have_sequence: 0 };
  const answer = await service.getTurnContext(request);
  if (answer.status !== 'begun') throw new Error('expected a begun atom');
  const patience = {
    clock,
    random: () => 0,
    deadlineAtMs: Number.MAX_SAFE_INTEGER,
    signal: new AbortController().signal,
  };
  const { token } = answer.begun;
  return { clock, service, token, store: createGrpcSessionFileStore({ service, token, patience }) };
}

sessionFileStoreContract({
  name: 'worker service',
  make: async () => {
    const { store, service } = await makeWorld();
    return { store, setReadonly: async (path) => service.files.setReadonly(path), close: async () => {} };
  },
});

describe('files of an attempt', () => {
  it('are deleted once though the answer was lost', async () => {
    const { store, service, clock } = await makeWorld();
    await store.write({ path: '/a.txt', content: 'x', encoding: 'text' });
    service.outages.push({ name: 'file delete', when: 'after', left: 1 });
    const deleted = store.delete('/a.txt');
    await clock.advance(1_000);
    expect(await deleted).toEqual({ deleted: 1 });
  });

  it('are out of reach for a fenced attempt', async () => {
    const { store, service } = await makeWorld();
    service.segment = 2;
    await expect(store.read('/a.txt')).rejects.toMatchObject({ code: 'fenced' });
  });
});
