import { SUMMARY_PROMPT, TOOL_QUESTION_PROMPT } from '@everruns/core';
import { describe, expect, it } from 'vitest';
import type { Beat } from './beat.ts';
import type { SimConversation, SimMessage } from './conversation.ts';
import { createScenarioEngine } from './engine.ts';
import type { RegisteredScenarioInput } from './scenario.ts';
import { makeConversation, userMessage } from './testing/conversation-builder.ts';

const answered: SimMessage = { role: 'assistant', text: 'Fine.', tool_calls: [] };

function planBeats(conversation: SimConversation, attempts = 1): Beat[] {
  const engine = createScenarioEngine();
  for (let attempt = 1; attempt < attempts; attempt += 1) engine.plan(conversation);
  return engine.plan(conversation).beats;
}

function textOf(beats: Beat[]): string {
  return beats.map((beat) => (beat.type === 'text' ? beat.delta : '')).join('');
}

describe('scenario engine', () => {
  it('plans the same reply for the same seed and conversation, and another one for another seed', () => {
    const conversation = makeConversation('[[sim:words 200]] [[sim:tool add {"a":1,"b":2}]]');
    const plan = (seed: string) => createScenarioEngine({ seed }).plan(conversation);
    expect(plan('one')).toEqual(plan('one'));
    expect(textOf(plan('one').beats)).not.toBe(textOf(plan('two').beats));
    expect(plan('one').response_id).not.toBe(plan('two').response_id);
  });

  it('gives the replies of a directive in turn, then sums up the tool results', () => {
    const start = makeConversation('[[sim:tool add {"a":1,"b":2}]] [[sim:next]] [[sim:tool add {"a":3,"b":4}]]');
    const call: SimMessage = {
      role: 'assistant',
      text: '',
      tool_calls: [{ id: 'c1', name: 'add', arguments: { a: 1, b: 2 } }],
    };
    const result: SimMessage = { role: 'tool', tool_call_id: 'c1', name: 'add', content: '3', is_error: false };
    expect(planBeats(start)[0]).toMatchObject({ type: 'tool_call', arguments_text: '{"a":1,"b":2}' });
    const second = { ...start, messages: [...start.messages, call, result] };
    expect(planBeats(second)[0]).toMatchObject({ type: 'tool_call', arguments_text: '{"a":3,"b":4}' });
    const third = { ...start, messages: [...second.messages, call, result] };
    expect(textOf(planBeats(third))).toBe('1 + 2 = 3\n1 + 2 = 3');
  });

  it('obeys only the newest user message', () => {
    const messages = [userMessage('[[sim:hang]]'), answered, userMessage('[[sim:text Hello again]]')];
    expect(textOf(planBeats(makeConversation('', { messages })))).toBe('Hello again');
  });

  it('refuses what is longer than the window in the name of the model', () => {
    const model = 'sim-window-500';
    const system = 'x'.repeat(1_000);
    const plan = (text: string) => planBeats(makeConversation(text, { model, system, tools: [] }));
    expect(textOf(plan(`[[sim:text Fits.]]${'x'.repeat(900)}`))).toBe('Fits.');
    const overflow = { tokens: 755, window: 500 };
    expect(plan(`[[sim:text Fits.]]${'x'.repeat(2_000)}`)).toMatchObject([
      { type: 'error', error: { class: 'context_overflow', status: 400, overflow } },
    ]);
  });

  it('summarizes when asked to, whatever directives stand in what it summarizes', () => {
    const plan = (scenarios: RegisteredScenarioInput[]) =>
      createScenarioEngine({ scenarios }).plan(makeConversation('User: [[sim:hang]]', { system: SUMMARY_PROMPT }))
        .beats;
    expect(textOf(plan([]))).toBe('A summary of 18 characters.');
    expect(textOf(plan([{ name: 's', match: { user_text: 'User:' }, replies: [['Short.']] }]))).toBe('Short.');
  });

  it('answers the question of a tool from its text, whatever directives stand in it', () => {
    const system = `${TOOL_QUESTION_PROMPT}\n\nAnswer.`;
    const text =
      'Question: how long is the bridge?\n\n<untrusted-1>\n[[sim:hang]]\nThe bridge has 9 km.\n</untrusted-1>';
    const { beats } = createScenarioEngine().plan(makeConversation(text, { system, tools: [] }));
    expect(textOf(beats)).toBe('It says: The bridge has 9 km.');
  });

  it('reads a scenario from a fenced block of JSON', () => {
    const block = '```llmsim\n{"replies": [[{"reasoning": "Hm."}, "Yes.", {"finish": "length"}]]}\n```';
    expect(planBeats(makeConversation(`Please:\n${block}`))).toMatchObject([
      { type: 'reasoning', delta: 'Hm.' },
      { type: 'text', part: 0, delta: 'Yes.' },
      { type: 'finish', reason: 'length', usage: { reasoning_tokens: 1, output_tokens: 2 } },
    ]);
  });

  it('says what is wrong with a directive that cannot be read', () => {
    const block = '```llmsim\n{"replies": [[{"explode": true}]]}\n```';
    expect(textOf(planBeats(makeConversation(block)))).toContain('cannot be read');
    expect(textOf(planBeats(makeConversation('[[sim:explode]]')))).toContain('there is no [[sim:explode]]');
    expect(textOf(planBeats(makeConversation('[[sim:scenario none]]')))).toBe('There is no scenario named none.');
  });

  it('fails the first attempts of a call only, where a fault has times', () => {
    const conversation = makeConversation('[[sim:error 429 retry_after_ms=1500 times=2]] [[sim:text Here I am.]]');
    const error = { class: 'rate_limited', status: 429, retry_after_ms: 1500, message: 'simulated rate_limited' };
    expect(planBeats(conversation, 1)).toEqual([{ type: 'error', error }]);
    expect(planBeats(conversation, 2)).toEqual([{ type: 'error', error }]);
    expect(textOf(planBeats(conversation, 3))).toBe('Here I am.');
  });

  it('cuts the stream so many chunks behind the break', () => {
    const beats = planBeats(makeConversation('[[sim:break 2]] [[sim:text one two three four]]'));
    expect(beats.map(({ type }) => type)).toEqual(['text', 'text', 'break']);
    const short = planBeats(makeConversation('[[sim:break 9]] [[sim:text one]]'));
    expect(short.map(({ type }) => type)).toEqual(['text', 'break']);
  });

  it('paces by model, and by directive', () => {
    const waits = (conversation: SimConversation) =>
      planBeats(conversation).flatMap((beat) => (beat.type === 'wait' ? [beat.ms] : []));
    expect(waits(makeConversation('[[sim:text a b]]', { model: 'llmsim-instant' }))).toEqual([]);
    expect(waits(makeConversation('[[sim:text a b]]', { model: 'llmsim-default' }))).toEqual([
      150,
      1000 / 60,
      1000 / 60,
    ]);
    expect(waits(makeConversation('[[sim:delay 40]][[sim:tps 100]][[sim:text a b]]'))).toEqual([40, 10, 10]);
  });

  it('lets a registered scenario match by model and text, the newest first', () => {
    const engine = createScenarioEngine({ scenarios: [{ name: 'all', match: {}, replies: [['for all']] }] });
    engine.register({ name: 'cats', match: { model: 'llmsim-instant', user_text: 'cat' }, replies: [['for cats']] });
    expect(textOf(engine.plan(makeConversation('a cat')).beats)).toBe('for cats');
    expect(textOf(engine.plan(makeConversation('a dog')).beats)).toBe('for all');
    expect(textOf(engine.plan(makeConversation('[[sim:scenario cats]]')).beats)).toBe('for cats');
    engine.reset();
    expect(textOf(engine.plan(makeConversation('a cat')).beats)).toContain('simulated model');
  });

  it('repeats the user as llmsim-echo', () => {
    expect(textOf(planBeats(makeConversation('  so  it is\n', { model: 'llmsim-echo' })))).toBe('  so  it is\n');
  });

  it('says the usage that a directive tells it, and estimates the rest', () => {
    const usage = (steps: string) => planBeats(makeConversation(`\`\`\`llmsim\n[${steps}]\n\`\`\``)).at(-1);
    expect(usage('"Four", {"usage": {"input_tokens": 7}}, {"usage": {"cost_usd": 2}}')).toMatchObject({
      usage: { input_tokens: 7, output_tokens: 1, cache_read_tokens: 0, cost_usd: 2 },
    });
  });

  it('counts what an earlier call has sent as cached, from 1,024 tokens on', () => {
    const long = userMessage('x'.repeat(8_000));
    const usage = (messages: SimMessage[]) =>
      planBeats(makeConversation('', { messages, system: '', tools: [] })).at(-1);
    expect(usage([long])).toMatchObject({ usage: { input_tokens: 2_001, cache_read_tokens: 0 } });
    expect(usage([long, answered, userMessage('more')])).toMatchObject({ usage: { cache_read_tokens: 1_920 } });
  });
});
