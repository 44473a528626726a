import type { Everruns } from '@everruns/sdk';
import type { Scene } from './scenes.ts';
import type { SecondProcess } from './second-process.ts';

const WAIT_SECONDS = 60;

export interface Stage {
  api: Everruns;
  agentId: string;
  /** Starts another process on the same database, to be killed. */
  startSecond: () => Promise<SecondProcess>;
}

/** Plays a session from its beginning to its end. Returns its id. */
export async function playScene({ says, ends, tags }: Scene, stage: Stage): Promise<string> {
  const { api, agentId } = stage;
  const session = await api.sessions.create({ agent_id: agentId, tags: [...(tags ?? [])] });
  const [last = '', ...before] = says.toReversed();
  for (const text of before.toReversed()) await api.sessions.send(session.id, text, { wait: WAIT_SECONDS });
  await endScene({ sessionId: session.id, text: last, ends }, stage);
  return session.id;
}

async function endScene(
  { sessionId, text, ends }: { sessionId: string; text: string; ends: Scene['ends'] },
  { api, startSecond }: Stage,
): Promise<void> {
  switch (ends) {
    case undefined:
    case 'leave':
      await api.sessions.send(sessionId, text, { wait: WAIT_SECONDS });
      return;
    case 'stop':
      await api.sessions.send(sessionId, text);
      await until(api, sessionId, 'output.message.delta');
      await api.sessions.cancel(sessionId);
      return until(api, sessionId, 'session.idled');
    case 'approve':
    case 'deny':
      await api.sessions.send(sessionId, text, { wait: WAIT_SECONDS });
      await decide(api, sessionId, ends);
      return until(api, sessionId, 'session.idled');
    case 'fork':
      await api.sessions.send(sessionId, text, { wait: WAIT_SECONDS });
      return forkTwice(api, sessionId);
    case 'kill': {
      await using second = await startSecond();
      await second.api.sessions.send(sessionId, text);
      await until(second.api, sessionId, 'output.message.delta');
      await second.kill();
      return until(api, sessionId, 'session.idled');
    }
  }
}

/** The second question is asked otherwise, and what comes of that once more. */
async function forkTwice(api: Everruns, sessionId: string): Promise<void> {
  const { data } = await api.sessions.messages(sessionId, { order: 'desc', limit: 10 }).page();
  const asked = data.find(({ role }) => role === 'user')?.sequence ?? 2;
  const first = await api.sessions.fork(sessionId, { at_sequence: asked - 1, title: 'Madrid, then Lisbon' });
  await api.sessions.send(first.id, 'What is the weather in Lisbon?', { wait: WAIT_SECONDS });
  const second = await api.sessions.fork(first.id, { title: 'Madrid, Lisbon, then Faro' });
  await api.sessions.send(second.id, 'What is the weather in Faro?', { wait: WAIT_SECONDS });
}

async function decide(api: Everruns, sessionId: string, how: 'approve' | 'deny'): Promise<void> {
  for (const { id } of (await api.sessions.approvals(sessionId).page()).data) {
    if (how === 'approve') await api.approvals.approve(id);
    else await api.approvals.deny(id, 'We still need it.');
  }
}

/** Waits for the newest event of a type, which may be in the log already. */
async function until(api: Everruns, sessionId: string, type: string): Promise<void> {
  for await (const event of api.sessions.stream(sessionId)) {
    const isLast = event.type !== 'session.idled' || (await api.sessions.get(sessionId)).status === 'idle';
    if (event.type === type && isLast) return;
  }
}
