import { judgeFigure } from '@everruns/kernel/testing';
import { createEverruns, type Everruns, type FeedHint } from '@everruns/sdk';
import { beforeAll, expect, it } from 'vitest';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let everruns: Everruns;
beforeAll(() => {
  everruns = createEverruns({ baseUrl: shared.running.urls[0] ?? '' });
});

const POLICY = { capabilities: ['math'], tools_policy: { add: 'requires_approval' as const } };
const ADD = '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text Done.]]';

/** Opens the feed. `until` reads it up to a hint, and returns when that came. */
async function openFeed() {
  const leave = new AbortController();
  const opened = Promise.withResolvers<void>();
  const hints = everruns.feed({
    signal: leave.signal,
    onStatus: ({ state }) => void (state === 'open' && opened.resolve()),
  });
  const first = hints.next();
  await opened.promise;
  let pending: Promise<IteratorResult<FeedHint, void>> | null = first;
  const until = async (accepts: (hint: FeedHint) => boolean): Promise<FeedHint> => {
    for (;;) {
      const { value } = await (pending ?? hints.next());
      pending = null;
      if (value === undefined) throw new Error('the feed has ended');
      if (accepts(value)) return value;
    }
  };
  return { until, close: () => leave.abort() };
}

it('says that a call waits for a person, that it was decided, and that the run has ended', async () => {
  const feed = await openFeed();
  const { id: agent_id } = await everruns.agents.create({ name: 'careful', system_prompt: 'You test.', ...POLICY });
  const { id: session_id } = await everruns.sessions.create({ agent_id });
  const ofSession = ({ data }: FeedHint): boolean => 'session_id' in data && data.session_id === session_id;
  await feed.until((hint) => hint.type === 'session.changed' && ofSession(hint));
  const before = (await everruns.approvals.count()).open;
  const run = everruns.sessions.send(session_id, ADD);
  const opened = await feed.until((hint) => hint.type === 'wait.opened' && ofSession(hint));
  expect((await everruns.approvals.count()).open).toBe(before + 1);
  const [waiting] = (await everruns.sessions.approvals(session_id).page()).data;
  expect(waiting).toMatchObject({ session_id, kind: 'approval', status: 'open' });
  expect(opened.data).toMatchObject({ wait_id: waiting?.id, kind: 'approval' });
  const value = Date.now() - Date.parse(waiting?.created_at ?? '');
  judgeFigure({ name: 'the feed says that a call waits', value, unit: 'ms', most: 1_000 });
  await everruns.approvals.approve(waiting?.id ?? '');
  await feed.until((hint) => hint.type === 'wait.resolved' && ofSession(hint));
  expect(await run.text()).toBe('Done.');
  await feed.until((hint) => hint.type === 'run.ended' && ofSession(hint));
  await everruns.sessions.update(session_id, { title: 'Renamed' });
  await feed.until((hint) => hint.type === 'session.changed' && ofSession(hint));
  await everruns.sessions.delete(session_id);
  await feed.until((hint) => hint.type === 'session.changed' && ofSession(hint));
  feed.close();
});
