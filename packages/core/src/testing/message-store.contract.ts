import type { Compaction, Message, SessionId } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import type { MessageStore } from '../ports/message-store.ts';

export interface MessageStoreUnderContract {
  store: MessageStore;
  session_id: SessionId;
  other_session_id: SessionId;
  /** Adds a user message to a session's log, and returns it as recorded. */
  append(session_id: SessionId, text: string): Promise<Message>;
  /** Adds a summary to a session's log, and returns it as recorded. */
  compact(session_id: SessionId, compaction: Compaction): Promise<Message>;
  close(): Promise<void>;
}

export interface MessageStoreContractOptions {
  name: string;
  make(): Promise<MessageStoreUnderContract>;
}

/** The behavior that every message store must have, wherever it keeps the log. */
export function messageStoreContract({ name, make }: MessageStoreContractOptions): void {
  const check = (sentence: string, run: (subject: MessageStoreUnderContract) => Promise<void>): void => {
    it(sentence, async () => {
      const subject = await make();
      try {
        await run(subject);
      } finally {
        await subject.close();
      }
    });
  };

  describe(`message store contract: ${name}`, () => {
    check('lists the messages of a session in log order', async ({ store, session_id, append }) => {
      const first = await append(session_id, 'one');
      const second = await append(session_id, 'two');
      const listed = await store.list({ session_id, after_sequence: (first.sequence ?? 0) - 1 });
      expect(listed.map((message) => message.id)).toEqual([first.id, second.id]);
      expect(listed.map((message) => message.sequence)).toEqual([first.sequence, second.sequence]);
    });

    check('lists only what is above a sequence', async ({ store, session_id, append }) => {
      const first = await append(session_id, 'one');
      const second = await append(session_id, 'two');
      const above = await store.list({ session_id, after_sequence: first.sequence ?? 0 });
      expect(above.map((message) => message.id)).toEqual([second.id]);
      expect(await store.list({ session_id, after_sequence: second.sequence ?? 0 })).toEqual([]);
    });

    check('keeps sessions apart', async ({ store, session_id, other_session_id, append, compact }) => {
      const mine = await append(session_id, 'mine');
      const other = await append(other_session_id, 'theirs');
      await compact(other_session_id, toCompaction(Math.max(mine.sequence ?? 0, other.sequence ?? 0), []));
      const ids = (await store.list({ session_id, after_sequence: 0 })).map((message) => message.id);
      expect(ids).toContain(mine.id);
      expect(ids).not.toContain(other.id);
    });

    check('lists a summary in place of what it covers, but for what it keeps', async (subject) => {
      const { store, session_id, append, compact } = subject;
      const told = [];
      for (const text of ['covered', 'kept', 'covered too', 'behind']) told.push(await append(session_id, text));
      const [, kept, last, behind] = told.map(({ sequence = 0 }) => sequence);
      const summary = await compact(session_id, toCompaction(last, [kept]));
      const later = await append(session_id, 'later');
      const list = (after_sequence: number) => store.list({ session_id, after_sequence });
      expect(idsOf(await list(0))).toEqual(idsOf([told[1], told[3], summary, later]));
      expect((await list(0)).find(({ id }) => id === summary.id)).toEqual(summary);
      expect(idsOf(await list(kept ?? 0))).toEqual(idsOf([told[3], summary, later]));
      expect(idsOf(await list(behind ?? 0))).toEqual(idsOf([summary, later]));
    });

    check('lists only the newest summary', async ({ store, session_id, append, compact }) => {
      const first = await append(session_id, 'one');
      const earlier = await compact(session_id, toCompaction(first.sequence, []));
      const second = await append(session_id, 'two');
      const third = await append(session_id, 'three');
      const newest = await compact(session_id, toCompaction(second.sequence, []));
      const ids = idsOf(await store.list({ session_id, after_sequence: 0 }));
      expect(ids).toEqual([third.id, newest.id]);
      expect(ids).not.toContain(earlier.id);
    });

    check('returns content as it was written', async ({ store, session_id, append }) => {
      const message = await append(session_id, 'Grüße 👋 "quoted" \\ \n');
      const listed = await store.list({ session_id, after_sequence: (message.sequence ?? 0) - 1 });
      expect(listed[0]?.content).toEqual([{ type: 'text', text: 'Grüße 👋 "quoted" \\ \n' }]);
    });
  });
}

function idsOf(messages: readonly (Message | undefined)[]): (string | undefined)[] {
  return messages.map((message) => message?.id);
}

function toCompaction(coveredThrough: number | undefined, kept: (number | undefined)[]): Compaction {
  return { covered_through_sequence: coveredThrough ?? 0, kept_sequences: kept.map((sequence) => sequence ?? 0) };
}
