import { MessageId, SessionId } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { TEST_IDS, makeInputMessage, makeRuntimeAgent } from './builders.ts';
import { createFakeClock } from './fake-clock.ts';
import { InMemorySessionFileStore } from './in-memory-session-file-store.ts';
import {
  createInMemoryAgentStore,
  createInMemoryLlmProviderStore,
  createInMemoryMessageStore,
} from './in-memory-stores.ts';
import { messageStoreContract } from './message-store.contract.ts';
import { createSequentialIds, makeTestUuid } from './sequential-ids.ts';
import { sessionFileStoreContract } from './session-file-store.contract.ts';

messageStoreContract({
  name: 'memory',
  make: async () => {
    const store = createInMemoryMessageStore();
    const ids = createSequentialIds();
    return {
      store,
      session_id: TEST_IDS.session,
      other_session_id: SessionId.parse(makeTestUuid(99)),
      append: async (session_id, text) =>
        store.append(makeInputMessage(text, { id: MessageId.parse(ids.uuid()), session_id })),
      compact: async (session_id, compaction) =>
        store.append(makeInputMessage('So far.', { id: MessageId.parse(ids.uuid()), session_id, compaction })),
      close: async () => {},
    };
  },
});

sessionFileStoreContract({
  name: 'memory',
  make: async () => {
    const options = { session_id: TEST_IDS.session, clock: createFakeClock(), ids: createSequentialIds() };
    const store = new InMemorySessionFileStore(options);
    return { store, setReadonly: async (path) => store.setReadonly(path), close: async () => {} };
  },
});

describe('stores of one thing each', () => {
  it('find what they were given', async () => {
    const agent = makeRuntimeAgent();
    expect(await createInMemoryAgentStore(new Map([[TEST_IDS.turn, agent]])).getRuntimeAgent(TEST_IDS.turn)).toBe(
      agent,
    );
  });

  it('throw what their ports say', async () => {
    const { turn } = TEST_IDS;
    await expect(createInMemoryAgentStore(new Map()).getRuntimeAgent(turn)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(createInMemoryLlmProviderStore(new Map()).getModel(turn)).rejects.toMatchObject({ code: 'no_model' });
  });
});
