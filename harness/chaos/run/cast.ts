import type { ClientAnswer, DecisionEntry, JournalEntry } from '../oracle/evidence.ts';
import { People } from '../program/people.ts';
import type { Program } from '../program/program.ts';
import { createRandom } from '../program/random.ts';
import { SessionClient } from '../program/session-client.ts';
import { SessionReader } from '../program/session-reader.ts';
import type { Arena } from './arena.ts';

/** Those who use the product in one seed, and what they were told. */
export interface Cast {
  readers: readonly SessionReader[];
  journal: readonly JournalEntry[];
  answers: readonly ClientAnswer[];
  decisions: readonly DecisionEntry[];
  /** The client of a session, which may be that of a sub-agent. */
  clientOf: (sessionId: string) => SessionClient;
  /** Resolves when readers have seen this many deltas. */
  untilDeltas: (count: number) => Promise<void>;
  /** Ends what readers and people do. */
  leave: () => Promise<void>;
}

/** Lets the readers of a program read, and people decide what its sessions ask. Clients begin when they are asked for. */
export function enterCast(arena: Arena, program: Program, sessionIds: readonly string[]): Cast {
  const [journal, answers, decisions]: [JournalEntry[], ClientAnswer[], DecisionEntry[]] = [[], [], []];
  const { urls, outside } = arena;
  const { readers, untilDeltas } = createReaders(arena, program, sessionIds);
  const leaving = new AbortController();
  const reading = readers.map((reader) => reader.run(leaving.signal));
  const expire = (id: string): Promise<void> => expireWait(arena, id);
  const people = new People({ urls, sessionIds, decisions, answers, expire, page: outside.twin });
  const deciding = people.run(leaving.signal);
  const clients = new Map<string, SessionClient>();
  const signOut = (): void => outside.signOut();
  return {
    readers,
    journal,
    answers,
    decisions,
    untilDeltas,
    clientOf(sessionId) {
      const client = clients.get(sessionId) ?? new SessionClient({ urls, sessionId, journal, answers, signOut });
      clients.set(sessionId, client);
      return client;
    },
    async leave() {
      leaving.abort();
      await Promise.all([...reading, deciding]);
    },
  };
}

/** Nobody decides for seven days. */
async function expireWait(arena: Arena, id: string): Promise<void> {
  await arena.query(`update waits set expires_at = now() where id = $1 and status = 'open'`, [id]);
}

function createReaders(arena: Arena, program: Program, sessionIds: readonly string[]) {
  let deltas = 0;
  const waiting: { count: number; resolve(): void }[] = [];
  const onFrame = ({ event }: { event: string }) => {
    if (event === 'output.message.delta') deltas += 1;
    for (const waiter of waiting) if (deltas >= waiter.count) waiter.resolve();
  };
  const readers = sessionIds.flatMap((sessionId, session) =>
    Array.from({ length: program.sessions[session]?.readers ?? 0 }, (_, index) => {
      const random = createRandom(program.seed * 1_000 + session * 10 + index);
      return new SessionReader({ urls: arena.urls, sessionId, name: `${session}.${index}`, random, onFrame });
    }),
  );
  const untilDeltas = (count: number) => new Promise<void>((resolve) => waiting.push({ count, resolve }));
  return { readers, untilDeltas };
}
