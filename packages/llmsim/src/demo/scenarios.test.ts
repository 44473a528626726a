import { describe, expect, it } from 'vitest';
import { createScenarioEngine } from '../engine.ts';
import { DEMO_QUESTIONS } from './questions.ts';
import { DEMO_MODELS, DEMO_SCENARIOS } from './scenarios.ts';

const engine = createScenarioEngine({ scenarios: DEMO_SCENARIOS });
const plan = (model: string, text: string) =>
  engine.plan({
    model,
    system: '',
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
    tools: [],
    request_id: `${model} ${text}`,
  }).beats;

describe('the models of the demo', () => {
  it.each(Object.values(DEMO_QUESTIONS))('know what to do with “%s”', (text) => {
    expect(plan(DEMO_MODELS.usual, text)).toEqual(plan(DEMO_MODELS.narrow, text));
    expect(plan(DEMO_MODELS.tired, text)[0]).toMatchObject({ type: 'error', error: { class: 'overloaded' } });
  });

  it('answer everything else as the simulated model does, and no other model plays their scenes', () => {
    const beats = plan(DEMO_MODELS.usual, 'Hello');
    expect(beats.some((beat) => beat.type === 'error')).toBe(false);
    const [first] = plan('llmsim-default', DEMO_QUESTIONS.refused);
    expect(first).not.toMatchObject({ type: 'error' });
  });
});
