import { KEY_SETTINGS } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { describeModels } from './describe-models.ts';

const REAL = { kind: 'real', model: 'gpt-5.4-mini', provider: 'OpenAI' } as const;

it.each([
  [
    { default: { kind: 'simulated', isChosen: false }, given: [], stored: [] },
    [`simulated; set ${KEY_SETTINGS} for a real one`],
  ],
  [
    { default: REAL, given: ['openai'], stored: [] },
    ['gpt-5.4-mini of OpenAI', 'OpenAI works with the key from your environment'],
  ],
  [
    { default: REAL, given: [], stored: ['openai'] },
    [
      'gpt-5.4-mini of OpenAI',
      'OpenAI works with the key that an earlier start stored (OPENAI_API_KEY is not set); "everruns providers forget openai" removes it',
    ],
  ],
  [
    { default: { kind: 'simulated', isChosen: true }, given: ['openai'], stored: [] },
    ['simulated, as the default model says; choose a real one under Settings, Models'],
  ],
  [
    { default: { kind: 'none', problem: 'There is no default model.' }, given: [], stored: [] },
    ['none, so that turns fail with no_model: There is no default model.'],
  ],
] as const)('%j', (models, lines) => {
  expect(describeModels({ ...models, given: [...models.given], stored: [...models.stored] })).toEqual(lines);
});
