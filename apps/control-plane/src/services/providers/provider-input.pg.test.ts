import { Problem } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf, startTestApi, type ApiAnswer, type TestApi } from '../../testing/test-api.ts';

const PROVIDERS = '/v1/llm-providers';
let api: TestApi;
let provider: string;
beforeAll(async () => {
  api = await startTestApi();
  const body = { name: 'Mine', provider_type: 'openai', base_url: 'https://models.example/v1', api_key: 'sk-1' };
  provider = idOf(await api.call('POST', PROVIDERS, { body }));
});
afterAll(() => api[Symbol.asyncDispose]());

/** The same field in a new provider and in a change of one. */
const give = (field: object): Promise<ApiAnswer[]> =>
  Promise.all([
    api.call('POST', PROVIDERS, { body: { name: 'New', provider_type: 'openai', ...field } }),
    api.call('PATCH', `${PROVIDERS}/${provider}`, { body: field }),
  ]);
const refusalsOf = (answers: ApiAnswer[]) =>
  answers.map(({ status, json }) => {
    const [first] = Problem.parse(json).errors ?? [];
    return { status, path: first?.path, code: first?.code, message: first?.message };
  });

describe('a base_url', () => {
  it.each([
    'https://user:hunter@models.example/v1',
    'https://hunter@models.example/v1',
    'https://:hunter@models.example/v1',
    'HTTPS://user:hunter%40x@models.example',
    'https://models.example/v1?key=hunter',
    'https://models.example/v1?x=1&api_key=hunter',
    'https://models.example/v1?Subscription-Key=hunter',
    'https://models.example/v1?access_token=hunter',
    'https://models.example/v1?sig=hunter',
    'https://models.example/v1#hunter',
  ])('as %s is refused when it is given and when it is changed, and is not stored', async (base_url) => {
    for (const refusal of refusalsOf(await give({ base_url }))) {
      expect(refusal).toMatchObject({ status: 400, path: 'base_url', code: 'holds_secret' });
      expect(refusal.message).toMatch(/^must not hold /);
    }
    const stored = await api.call('GET', `${PROVIDERS}?limit=100`);
    expect(stored.text).not.toContain('hunter');
  });

  it('may have parameters that are no secret', async () => {
    const [made, changed] = await give({ base_url: 'https://models.example/openai?api-version=2024-10-21&monkey=1' });
    expect([made?.status, changed?.status]).toEqual([201, 200]);
  });
});

describe('an api_key', () => {
  it.each([
    ['sk-“quoted”', 'a curly quote (U+201C) as character 4'],
    ['sk-1\u200b', 'a zero-width space (U+200B) as character 5'],
    ['sk-\ufeff1', 'a byte order mark (U+FEFF) as character 4'],
    ['sk\r1', 'a carriage return as character 3'],
    ['sk\n1', 'a line end as character 3'],
    ['sk\t1', 'a tab as character 3'],
    ['Bearer sk-1', 'a blank as character 7'],
    ['sk-\u00e9', 'U+00E9 as character 4'],
    ['sk-\u{1F511}', 'U+1F511 as character 4'],
    ['sk-\u007f', 'U+007F as character 4'],
  ])('as %j is refused in one clear sentence', async (api_key, reason) => {
    for (const refusal of refusalsOf(await give({ api_key }))) {
      expect(refusal).toEqual({
        status: 400,
        path: 'api_key',
        code: 'not_sendable',
        message: `must be plain ASCII without blanks, and holds ${reason}: copy it again`,
      });
    }
  });

  it('is taken as it is otherwise', async () => {
    const [made, changed] = await give({ api_key: 'sk-proj_A.b+c/d=~!*' });
    expect([made?.status, changed?.status]).toEqual([201, 200]);
  });
});
