import { randomUUID } from 'node:crypto';
import type { BegunAtom, CommitAtomResponse } from '@everruns/internal-protocol';
import type { SessionId } from '@everruns/schemas';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import type { ExecutionSlot } from './ports/runner.ts';
import { EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
let asked: BegunAtom[];
let givenUp: number;
let begun: BegunAtom | null;
let written: number;

beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());
beforeEach(() => {
  asked = [];
  givenUp = 0;
  begun = null;
  written = 0;
  kit.deps.reserve = (): ExecutionSlot => ({
    processId: randomUUID(),
    askEarly(_segment, first) {
      asked.push(first);
      written = kit.hub.published.length;
      return () => void (givenUp += 1);
    },
    run: (_segment, readBegun) => void readBegun().then((first) => (begun = first)),
    release: () => undefined,
  });
});

/** A session that this process remembers, at rest, with its conversation. */
async function rememberedSession(): Promise<SessionId> {
  const session = await kit.newSession();
  await play(session);
  const { conversation } = kit.deps.memory.find(session) ?? {};
  expect(conversation).not.toBeNull();
  return session;
}

async function play(session: SessionId): Promise<BegunAtom> {
  begun = null;
  await kit.post(session, 'hello');
  await expect.poll(() => begun).not.toBeNull();
  const first = begun as unknown as BegunAtom;
  await kit.commitReason(first);
  return first;
}

it('the first step is asked for once its commit has been sent, before anything of it is published', async () => {
  const session = await rememberedSession();
  asked = [];
  const published = kit.hub.published.length;
  const first = await play(session);
  expect(asked).toEqual([first]);
  expect(asked[0]).toBe(first);
  expect(written).toBe(published);
  expect(givenUp).toBe(0);
  expect(first.messages.map(({ role }) => role)).toEqual(['user', 'agent', 'user']);
});

it('nothing is asked for a session whose rows have to be read first', async () => {
  await play(await kit.newSession());
  expect(asked).toEqual([]);
});

it('a step that was decided again runs without the answer to the one before', async () => {
  const session = await rememberedSession();
  asked = [];
  // Another process writes the row, so what is remembered here is outdated.
  await runSql(
    kit.database.db,
    'update sessions set title = $2 where org_id = (select org_id from sessions where id = $1) and id = $1',
    [session, 'changed'],
  );
  const first = await play(session);
  expect(asked).toHaveLength(1);
  expect(asked[0]).not.toBe(first);
  expect(givenUp).toBe(1);
  expect(asked[0]?.token.exec_id).not.toBe(first.token.exec_id);
});

it('a commit tells in the process what it will return, and returns that object', async () => {
  const session = await rememberedSession();
  begun = null;
  await kit.post(session, 'work');
  await expect.poll(() => begun).not.toBeNull();
  const told: CommitAtomResponse[] = [];
  const service = {
    ...kit.service,
    commitAtom: (request: Parameters<typeof kit.service.commitAtom>[0]) =>
      kit.service.commitAtom(request, {
        onExpected: (response) => {
          written = kit.hub.published.length;
          told.push(response);
        },
      }),
  };
  const published = kit.hub.published.length;
  const response = await kit.commitReason(
    begun as unknown as BegunAtom,
    { calls: ['sum'], answered: [0], successors: 1 },
    service,
  );
  expect(told).toHaveLength(1);
  expect(told[0]).toBe(response);
  expect(response.begun).toHaveLength(1);
  expect(written).toBe(published);
});
