import type { CreateMessageResponse, LlmModel, LlmProvider, Message, Session, Turn } from '@everruns/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StackProcess } from '../dev/child-process.ts';
import { settle } from '../e2e/read-until.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { FORMATS, type WireFormat } from './mutate-streams.ts';
import { HERE, planStream } from './plan-stream.ts';
import { createReader, type Reader } from './read-everything.ts';

/** Nightly runs set `HOSTILE_SESSIONS=20000`. */
const SESSIONS = Number(process.env['HOSTILE_SESSIONS'] ?? 300);
const FIRST_SEED = Number(process.env['HOSTILE_SEED'] ?? 1);
const AT_ONCE = 16;
const READ_ALL_EVERY = 50;

const shared = useStack();
const server = new StackProcess({
  name: 'model-server',
  entry: new URL('process/model-server.ts', import.meta.url),
  env: {},
});
let reader: Reader;
const agents = new Map<WireFormat, { agent_id: string; provider_id: string; model_id: string }>();

beforeAll(async () => {
  const { httpUrl = '' } = await server.start();
  const { api } = shared;
  reader = await createReader(api);
  for (const provider_type of FORMATS) {
    const base_url = `${httpUrl}${provider_type === 'anthropic' ? '' : '/v1'}`;
    const body = { name: provider_type, provider_type, base_url, api_key: 'sk-hostile' };
    const provider = await api.json<LlmProvider>('POST', '/v1/llm-providers', { body });
    const model = await api.json<LlmModel>('POST', `/v1/llm-providers/${provider.id}/models`, {
      body: { model_id: 'm' },
    });
    const agent = await api.createAgent({ default_model_id: model.id });
    agents.set(provider_type, { agent_id: agent.id, provider_id: provider.id, model_id: model.id });
  }
});
afterAll(() => server.kill());

const textOf = (messages: readonly Message[] = []): string =>
  messages.flatMap(({ content }) => content.flatMap((part) => (part.type === 'text' ? [part.text] : []))).join('');

/** Returns the outcome of a message, however long it takes. */
async function ask(session: Session, text: string): Promise<{ turn: Turn; said: string }> {
  const answer: CreateMessageResponse = await shared.api.post(session.id, text, { wait: 30 });
  if (answer.turn.status === 'completed') return { turn: answer.turn, said: textOf(answer.output) };
  await settle(shared.api, session.id);
  return { turn: await shared.api.turn(session.id, answer.turn.id), said: '' };
}

/** Returns the faults of a seed's session, as sentences. */
async function play(seed: number): Promise<string[]> {
  const { api } = shared;
  const { format } = planStream(seed);
  const ids = agents.get(format);
  if (ids === undefined) throw new Error(`no agent for ${format}`);
  const session = await api.json<Session>('POST', '/v1/sessions', { body: { agent_id: ids.agent_id } });
  const { turn } = await ask(session, `stream ${seed}.`);
  const faults: string[] = [];
  if (!isOver(turn)) faults.push(`its turn ends as ${JSON.stringify(turn)}`);
  const place = { ...ids, session_id: session.id, turn_id: turn.id, capability_id: 'math' };
  faults.push(...(await reader.readSession(place)));
  const next = await ask(session, 'go on.');
  if (next.turn.status !== 'completed' || next.said !== HERE)
    faults.push(`it does not go on: ${JSON.stringify(next.turn)} ${next.said.slice(0, 200)}`);
  faults.push(...(await (seed % READ_ALL_EVERY === 0 ? reader.readEverything(place) : reader.readSession(place))));
  return faults.map((fault) => `seed ${seed}: ${fault}`);
}

/** Whether the turn completed, or failed with a readable reason other than an internal error. */
function isOver({ status, error }: Turn): boolean {
  if (status === 'completed') return true;
  return status === 'failed' && error !== undefined && error.code !== 'internal' && error.message.length > 20;
}

it(
  'nearly valid answers end their turn clearly, the session goes on, and every read of the API answers 200',
  { timeout: SESSIONS * 1_000 },
  async () => {
    const faults: string[] = [];
    // Seeds with repeated answers take half a minute, so they come first.
    const seeds = Array.from({ length: SESSIONS }, (_, index) => FIRST_SEED + index).sort(
      (left, right) => Number(planStream(right).isRepeated) - Number(planStream(left).isRepeated),
    );
    const work = async (): Promise<void> => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) faults.push(...(await play(seed)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect(faults).toEqual([]);
    expect(shared.running.controlPlanes.flatMap((process) => process.takeCrashes())).toEqual([]);
  },
);
