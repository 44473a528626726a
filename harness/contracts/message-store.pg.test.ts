import { randomUUID } from 'node:crypto';
import { EngineKit, startGrpcServer } from '@everruns/control-plane/testing';
import { messageStoreContract } from '@everruns/core/testing/contracts';
import { createGrpcWorkerService, type WorkerService } from '@everruns/internal-protocol';
import { systemClock } from '@everruns/kernel';
import { Message, type SessionId } from '@everruns/schemas';
import pg from 'pg';

const silent = { warn: () => {}, error: () => {} };

messageStoreContract({
  name: 'PostgreSQL, in one process',
  make: () => openStore(async (service) => ({ service, close: async () => {} })),
});

messageStoreContract({
  name: 'PostgreSQL, over gRPC',
  make: () =>
    openStore(async (service) => {
      const { address, close } = await startGrpcServer({
        service,
        address: '127.0.0.1:0',
        token: 't',
        clock: systemClock,
        log: silent,
      });
      const client = createGrpcWorkerService({ address, token: 't', log: silent });
      return {
        service: client,
        close: async () => {
          client.close();
          await close(0);
        },
      };
    }),
});

type Connect = (service: WorkerService) => Promise<{ service: WorkerService; close(): Promise<void> }>;

/** Opens the messages that a worker reads when it asks again for an atom that it has begun: only those of its own session. */
async function openStore(connect: Connect) {
  const kit = await EngineKit.open();
  const session_id = await kit.newSession();
  const { turn } = await kit.post(session_id, 'go');
  const { token, head_sequence } = await kit.begin(turn.id);
  const { service, close } = await connect(kit.service);
  return {
    store: {
      async list({ after_sequence }: { after_sequence: number }) {
        // The messages of the turn itself are not part of the contract.
        const have_sequence = Math.max(after_sequence, head_sequence);
        const { atom, segment, exec_id } = token;
        const context = await service.getTurnContext({ atom, segment, exec_id, have_sequence });
        if (context.status !== 'begun') throw new Error('The atom is recorded already.');
        return context.begun.messages;
      },
    },
    session_id,
    other_session_id: await kit.newSession(),
    append: (session: SessionId, text: string) =>
      append(kit, 'input.message', makeMessage(session, { content: [{ type: 'text', text }] })),
    compact: (session: SessionId, compaction: Message['compaction']) =>
      append(kit, 'context.compacted', makeMessage(session, { compaction })),
    close: async () => {
      await close();
      await kit[Symbol.asyncDispose]();
    },
  };
}

function makeMessage(session_id: SessionId, fields: Partial<Message>): Message {
  const content = [{ type: 'text', text: 'So far.' }];
  return Message.parse({
    id: randomUUID(),
    session_id,
    role: 'user',
    created_at: new Date(0).toISOString(),
    content,
    ...fields,
  });
}

const APPEND = `with session as (
    update sessions set next_sequence = next_sequence + 1 where id = $1 returning org_id, id, next_sequence - 1 as sequence
  )
  insert into events (org_id, session_id, sequence, id, type, ts, context, data)
  select org_id, id, sequence, $2, $3, now(), '{}', $4 from session returning sequence`;

/** Appends a message directly to the log, without the engine. */
async function append(kit: EngineKit, type: string, message: Message): Promise<Message> {
  const client = new pg.Client({ connectionString: kit.url });
  await client.connect();
  const { rows } = await client.query<{ sequence: string }>(APPEND, [
    message.session_id,
    randomUUID(),
    type,
    JSON.stringify({ message }),
  ]);
  await client.end();
  return { ...message, sequence: Number(rows[0]?.sequence) };
}
