import type { StandingControls } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { NO_CONTROLS, toControls, toControlsDraft, toControlsPatch } from './controls-draft.ts';

const ALL: StandingControls = {
  reasoning: { effort: 'low' },
  max_tokens: 900,
  temperature: 0,
  top_p: 0.5,
  stop: ['END', 'a\\nb', '\n\n', '  '],
  tool_choice: { name: 'add' },
  parallel_tool_calls: false,
  response_format: { type: 'json_schema', name: 'sum', schema: { type: 'object' } },
};

it('controls that were opened and saved untouched are the same controls', () => {
  for (const controls of [ALL, { tool_choice: 'none' as const }, { response_format: { type: 'text' as const } }])
    expect(toControls(toControlsDraft(controls))).toEqual(controls);
});

it('what is left empty asks for nothing', () => {
  expect(toControls(NO_CONTROLS)).toBeUndefined();
  expect(toControls(toControlsDraft(undefined))).toBeUndefined();
  expect(toControls({ ...NO_CONTROLS, format: 'json_schema', schema: '{' })).toBeUndefined();
});

it('what was emptied in the form is removed from the agent', () => {
  const controls = { temperature: 1, top_p: 0.5 };
  expect(toControlsPatch({ controls }, { top_p: 1 })).toEqual({ temperature: null, top_p: 1 });
  expect(toControlsPatch({ controls }, undefined)).toBeNull();
  expect(toControlsPatch({}, { top_p: 1 })).toEqual({ top_p: 1 });
});
