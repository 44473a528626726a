import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createEverruns, toResponseFormat, type Controls, type Everruns } from '@everruns/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeFolder, runEverruns } from '../cli/everruns-process.ts';
import { addModel, ANTHROPIC, OPENAI } from '../contracts/add-model.ts';
import { answerWith } from '../contracts/runner-fallback.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let everruns: Everruns;
beforeAll(() => {
  everruns = createEverruns({ baseUrl: shared.running.urls[0] ?? '' });
});

const CONTROLS: Controls = { temperature: 0.2, stop: ['END'], tool_choice: 'required', parallel_tool_calls: false };

/** Posts one message with these controls, whose model makes a call and then answers. Returns the bodies of its requests. */
async function ask(name: string, provider: typeof OPENAI) {
  const model = await addModel(shared, name, provider);
  const save = { tool_call: { name: 'save', arguments: { label: name } } };
  answerWith(shared, model, [[save], ['Done.']]);
  const { id } = await shared.api.createSession({ default_model_id: model.id });
  const body = { message: { content: [{ type: 'text', text: 'Save it.' }] }, controls: CONTROLS };
  await shared.api.json('POST', `/v1/sessions/${id}/messages?wait=30`, { body });
  const requests = shared.running.simulator.requests().filter((request) => request.model === model.model_id);
  const bodies = requests.map((request) => shared.running.simulator.bodyOf(request));
  const generations = (await shared.api.events(id)).filter(({ type }) => type === 'llm.generation');
  return { bodies, warnings: generations.map(({ data }) => data['warnings']) };
}

describe('what a message asks of the answer', () => {
  it('is sent to the model; a forced call only with the first answer of the turn', async () => {
    const { bodies, warnings } = await ask('asked-anthropic', ANTHROPIC);
    expect(bodies).toMatchObject([
      { temperature: 0.2, stop_sequences: ['END'], tool_choice: { type: 'any', disable_parallel_tool_use: true } },
      { temperature: 0.2, stop_sequences: ['END'], tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
    ]);
    expect(warnings).toEqual([undefined, undefined]);
  });

  it('is left out where the model does not take it, and the generation says so', async () => {
    const { bodies, warnings } = await ask('asked-openai', OPENAI);
    expect(bodies[0]).toMatchObject({ temperature: 0.2, tool_choice: 'required', parallel_tool_calls: false });
    expect(bodies[0]).not.toHaveProperty('stop');
    const left = 'stop: the model does not take it, so it was left out.';
    expect(warnings).toEqual([[left], [left]]);
  });

  it('is refused with the field that is wrong', async () => {
    const { id } = await shared.api.createSession();
    const message = { content: [{ type: 'text', text: 'Hi' }] };
    for (const [controls, path] of [
      [{ temperature: 3 }, 'controls.temperature'],
      [{ stop: [] }, 'controls.stop'],
      [{ stop: [''] }, 'controls.stop[0]'],
      [{ tool_choice: 'any' }, 'controls.tool_choice'],
      [{ top_p: -1 }, 'controls.top_p'],
    ] as const) {
      const response = await fetch(shared.api.url(`/v1/sessions/${id}/messages`), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message, controls }),
      });
      const { errors } = (await response.json()) as { errors: { path: string }[] };
      expect([response.status, errors[0]?.path]).toEqual([400, path]);
    }
  });
});

describe('controls of an agent and a session', () => {
  it('hold for every message, and of each the nearest counts', async () => {
    const model = await addModel(shared, 'nearest', ANTHROPIC);
    answerWith(shared, model, [['Done.'], ['Done.'], ['Done.']]);
    const agent = await shared.api.createAgent({
      default_model_id: model.id,
      controls: { temperature: 0.1, stop: ['AGENT'], max_tokens: 100 },
    });
    const { id } = await everruns.sessions.create({ agent_id: agent.id, controls: { stop: ['SESSION'] } });
    const ask = async (controls: Controls = {}) => {
      const message = { content: [{ type: 'text' as const, text: 'Go.' }] };
      await everruns.sessions.send(id, { message, controls }).result();
      const last = shared.running.simulator.requests().findLast((request) => request.model === model.model_id);
      return last && shared.running.simulator.bodyOf(last);
    };
    expect(await ask({ temperature: 0.9 })).toMatchObject({
      temperature: 0.9,
      stop_sequences: ['SESSION'],
      max_tokens: 100,
    });
    await everruns.agents.update(agent.id, { controls: { temperature: null, max_tokens: 50 } });
    const changed = await everruns.sessions.update(id, { controls: null });
    expect(changed).not.toHaveProperty('controls');
    const body = await ask();
    expect(body).toMatchObject({ stop_sequences: ['AGENT'], max_tokens: 50 });
    expect(body).not.toHaveProperty('temperature');
  });

  it('are part of the agent’s file', async () => {
    const controls = { temperature: 0.5, tool_choice: { name: 'add' } };
    const agent = await shared.api.createAgent({ controls });
    const file = await everruns.agents.export(agent.id);
    expect(await everruns.agents.import(file)).toMatchObject({ controls });
  });

  it('that name a schema that cannot be used are refused with the agent and with the session', async () => {
    const controls = { response_format: { type: 'json_schema' as const, name: 'a', schema: { type: 'no-type' } } };
    const agent = await shared.api.createAgent();
    const { id } = await everruns.sessions.create({ agent_id: agent.id });
    const places = [
      () => everruns.agents.create({ name: 'a', system_prompt: 'b', controls }),
      () => everruns.agents.update(agent.id, { controls }),
      () => everruns.sessions.create({ agent_id: agent.id, controls }),
      () => everruns.sessions.update(id, { controls }),
    ];
    for (const place of places) {
      await expect(place()).rejects.toMatchObject({
        status: 400,
        problem: { errors: [{ path: 'controls.response_format.schema' }] },
      });
    }
  });

  it('that choose a tool which the agent does not have leave the choice to the model, and the generation says so', async () => {
    const { id } = await shared.api.createSession();
    const message = { content: [{ type: 'text' as const, text: 'Hello.' }] };
    await everruns.sessions.send(id, { message, controls: { tool_choice: { name: 'nothing' } } }).result();
    const [generation] = (await shared.api.events(id)).filter(({ type }) => type === 'llm.generation');
    const warning = 'tool_choice: the agent has no tool nothing, so the model was free to choose.';
    expect(generation?.data['warnings']).toEqual([warning]);
  });
});

describe('the value of an answer', () => {
  const parcel = z.strictObject({ to: z.string(), weight_g: z.int() });

  it('is the output of its turn, and of the run in the SDK as its schema outputs it', async () => {
    const { id } = await shared.api.createSession();
    const message = { content: [{ type: 'text' as const, text: '[[sim:text {"to":"Oslo","weight_g":300}]]' }] };
    const controls = { response_format: toResponseFormat('parcel', parcel) };
    const run = everruns.sessions.send(id, { message, controls });
    expect(await run.output(parcel)).toEqual({ to: 'Oslo', weight_g: 300 });
    expect(await run.output()).toEqual({ to: 'Oslo', weight_g: 300 });
    const turn = await everruns.turns.get(id, (await run).turn.id);
    expect(turn.output).toEqual({ to: 'Oslo', weight_g: 300 });
    const [listed] = (await everruns.turns.list(id).page()).data;
    expect(listed).not.toHaveProperty('output');
  });

  it('is absent where none was asked for', async () => {
    const { id } = await shared.api.createSession();
    const run = everruns.sessions.send(id, '[[sim:text Hi.]]');
    await expect(run.output()).rejects.toThrow('asked for no value');
    expect(await everruns.turns.get(id, (await run).turn.id)).not.toHaveProperty('output');
  });

  it('is asked for by a file on the command line', async () => {
    await using folder = await makeFolder();
    const file = path.join(folder.path, 'a parcel.json');
    await writeFile(file, JSON.stringify(z.toJSONSchema(parcel)));
    const env = { EVERRUNS_API_URL: shared.running.urls[0] ?? '', EVERRUNS_CONFIG_DIR: '/nowhere' };
    const { id } = await shared.api.createSession();
    const chat = ['chat', '--session', id];
    const words = '[[sim:text {"to":"Oslo","weight_g":300}]]';
    const said = await runEverruns([...chat, '--schema', file, '--temperature', '0.5', '--stop', 'X', words], { env });
    expect([said.code, JSON.parse(said.stdout)]).toEqual([0, { to: 'Oslo', weight_g: 300 }]);
    const sent = (await shared.api.events(id)).find(({ type }) => type === 'input.message');
    expect(sent?.data).toMatchObject({
      message: { controls: { temperature: 0.5, stop: ['X'], response_format: { name: 'a_parcel' } } },
    });
    const wrong = await runEverruns([...chat, '--schema', '/nowhere/x.json', words], { env });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('cannot be read (ENOENT)')]);
  });
});
