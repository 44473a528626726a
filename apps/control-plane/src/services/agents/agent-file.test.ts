import type { RunJob } from '@everruns/core/catalog';
import { createInlineOffload } from '@everruns/core/testing';
import { BusyPolicy, CreateAgentRequest, EverrunsError, JsonObject } from '@everruns/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAgentFile, parseAgentFile } from './agent-file.ts';

const text = (constraints: fc.StringConstraints = {}) =>
  fc
    .oneof(
      fc.string({ unit: 'binary', ...constraints }),
      fc.string({ unit: 'grapheme', ...constraints }),
      fc.string({
        unit: fc.constantFrom(
          '---',
          '\n',
          '\r\n',
          ' ',
          '#',
          ':',
          '- ',
          '"',
          "'",
          '\t',
          '\u0085',
          '\u2028',
          '\ufeff',
          '<<',
          '~',
          'yes',
          '0x1',
        ),
        ...constraints,
      }),
    )
    .filter((value) => !value.includes('\0') && value.isWellFormed());
const json = fc
  .jsonValue({ stringUnit: 'grapheme', depthSize: 'small' })
  .map((value): unknown => JSON.parse(JSON.stringify(value)));
const object = fc
  .dictionary(text({ minLength: 0 }), json, { noNullPrototype: true })
  .filter((value) => JsonObject.safeParse(value).success);
const agents = fc
  .record(
    {
      name: text({ minLength: 1 }),
      description: text(),
      system_prompt: text(),
      tags: fc.array(text({ minLength: 1 }), { maxLength: 3 }),
      capabilities: fc.array(
        fc.oneof(text({ minLength: 1 }), fc.record({ ref: text({ minLength: 1 }), config: object })),
        { maxLength: 3 },
      ),
      default_model_id: fc.uuid({ version: 7 }),
      fallback_model_id: fc.uuid({ version: 7 }),
      limits: fc.record({ max_iterations: fc.integer({ min: 1, max: 1000 }) }, { requiredKeys: [] }),
      busy_policy: fc.constantFrom(...BusyPolicy.options),
    },
    { requiredKeys: ['name', 'system_prompt'] },
  )
  .map((value) => CreateAgentRequest.parse(value));

const offload = createInlineOffload();
const runJob: RunJob = (job, input) => offload.run(job, input, { tenant: 'org-1' });
const read = (mediaType: string, file: string) => parseAgentFile(mediaType, file, runJob);
const parse = async (mediaType: string, file: string) => (await read(mediaType, file)).agent;
const refusal = (mediaType: string, file: string) =>
  parse(mediaType, file).catch((error: unknown) =>
    error instanceof EverrunsError ? `${error.code}: ${error.message}` : error,
  );

describe('an agent file', () => {
  it('that was exported is imported as the same agent, whatever its texts hold', async () => {
    await fc.assert(
      fc.asyncProperty(agents, async (agent) => {
        expect(await parse('text/markdown', await formatAgentFile(agent, runJob))).toEqual(agent);
      }),
      { numRuns: 500 },
    );
  });

  it('may be Markdown with front matter, YAML, JSON or a prompt alone', async () => {
    const agent = { name: 'Ada', tags: ['a'], system_prompt: '# Hello\n' };
    const wanted = CreateAgentRequest.parse(agent);
    expect(await parse('text/markdown', '---\r\nname: Ada\r\ntags: [a]\r\n---\r\n# Hello\n')).toEqual(wanted);
    expect(await parse('application/yaml', 'name: Ada\ntags: [a]\nsystem_prompt: |\n  # Hello\n')).toEqual(wanted);
    expect(await parse('application/json', JSON.stringify(agent))).toEqual(wanted);
    expect(await parse('text/plain', '\n## Be kind \nalways')).toMatchObject({
      name: 'Be kind',
      system_prompt: '\n## Be kind \nalways',
    });
    expect(await parse('text/markdown', '---\ntags: [a]\n---\n')).toMatchObject({
      name: 'Imported agent',
      tags: ['a'],
    });
    expect(await parse('text/markdown', '---\n---\n# Title')).toMatchObject({ name: 'Title' });
    expect(await parse('text/plain', '--- not front matter')).toMatchObject({ name: '--- not front matter' });
  });

  it.each([
    ['{"name":"Ada","system_prompt":"Hello"}', { name: 'Ada', system_prompt: 'Hello' }],
    ['\n { "name": "Ada", "system_prompt": "" }', { name: 'Ada', system_prompt: '' }],
    ['# An agent\nname: Ada\nsystem_prompt: |\n  Hello\n', { name: 'Ada', system_prompt: 'Hello\n' }],
    ['---\nname: Ada\nsystem_prompt: Hello\n', { name: 'Ada', system_prompt: 'Hello' }],
    ['---\nname: Ada\n---\nHello', { name: 'Ada', system_prompt: 'Hello' }],
    ['{{name}} is your name.', { name: '{{name}} is your name.', system_prompt: '{{name}} is your name.' }],
    ['name: the tone\nBe kind.', { name: 'name: the tone', system_prompt: 'name: the tone\nBe kind.' }],
    ['Note: be kind.\nsystem_prompt: never tell', { name: 'Note: be kind.' }],
    ['{}', { name: '{}' }],
  ])('without a type of its own is what it looks like: %j', async (file, expected) => {
    expect(await parse('text/plain', file)).toMatchObject(expected);
  });

  it('may name its tools as other products do: the names are capabilities, of which the unknown ones are told', async () => {
    for (const tools of ['math, Read', '[math, Read]', '\n  - math\n  - Read']) {
      const file = `---\nname: reviewer\ntools: ${tools}\n---\nYou review.`;
      expect(await parse('text/markdown', file)).toMatchObject({ tools: [], capabilities: ['math', 'Read'] });
    }
    expect(await refusal('text/markdown', '---\ntools: [{}]\n---\nx')).toMatch(/^invalid_request: tools/);
  });

  it('may have fields that other products know, which are left out and told', async () => {
    const file = '---\nname: reviewer\nmodel: sonnet\ncolor: green\npermissionMode: plan\n---\nYou review.';
    expect(await read('text/markdown', file)).toMatchObject({
      agent: { name: 'reviewer', system_prompt: 'You review.' },
      leftOut: ['model', 'color', 'permissionMode'],
    });
    expect(await refusal('text/markdown', '---\nname: a\ncolors: green\n---\nx')).toMatch(/^unknown_field: colors/);
  });

  it.each(['', ' \n'])('that is empty (%j) is refused, and no agent is made of it', async (file) => {
    expect(await refusal('text/markdown', file)).toBe('invalid_request: The file is empty.');
  });

  it('that looks like JSON and is none is refused, not taken for a prompt', async () => {
    expect(await refusal('text/plain', '{"name":"Ada","system_prompt":}')).toMatch(/^malformed_json/);
  });

  it('is data and nothing else', async () => {
    const bomb = [
      'a: &a [x,x]',
      ...Array.from('bcdefghij', (name, index) => `${name}: &${name} [*${'abcdefghi'[index]},*${'abcdefghi'[index]}]`),
    ].join('\n');
    expect(await refusal('application/yaml', bomb)).toMatch(/^invalid_request/);
    expect(await refusal('application/yaml', 'name: !!js/function "x"\nsystem_prompt: ""')).toMatchObject({
      name: 'x',
    });
    expect(await refusal('text/markdown', '---js\nprocess.exit(1)\n---\nx')).toMatchObject({ name: '---js' });
    expect(await refusal('application/yaml', '__proto__: {name: x}')).toMatch(/^(unknown_field|invalid_request)/);
    expect(await refusal('application/yaml', `a: ${'['.repeat(50_000)}`)).toMatch(/^invalid_request/);
    expect(await refusal('application/json', '['.repeat(50_000))).toMatch(/^invalid_request/);
  });

  it.each([
    ['application/yaml', 'a: [', /^invalid_request: .*line 1/],
    [
      'application/yaml',
      'name: a\nname: b',
      /^invalid_request: Map keys must be unique: "name" is there again at line 2/,
    ],
    ['application/yaml', 'name: a\nlimits: {1: a, "1": b}', /^invalid_request: Map keys must be unique: "1"/],
    ['application/yaml', 'name: a\n? [b]\n: c', /^invalid_request: A key must be text at line 2/],
    ['application/yaml', 'a: &x 1\nb: *x', /^invalid_request: Aliases such as \*x are not taken/],
    ['application/yaml', `a: ${'[]'.padStart(66, '[')}`, /^invalid_request: .*deeper than 64/],
    ['application/yaml', `a: ${'- '.repeat(65)}x`.replace('a: ', ''), /^invalid_request: .*deeper than 64/],
    ['application/yaml', 'just text', /^invalid_request/],
    ['application/yaml', 'name: a\nsystem_prompt: b\nsize: 3', /^unknown_field: size/],
    ['application/yaml', 'name: .inf\nsystem_prompt: b', /^invalid_request: name/],
    ['application/yaml', 'name: "a\\0b"\nsystem_prompt: b', /^invalid_request/],
    ['application/json', '{', /^malformed_json/],
    ['text/markdown', '---\n- a\n---\nx', /^invalid_request: The front matter/],
    ['text/markdown', '---\nname: a\nsystem_prompt: b\n---\nx', /^invalid_request: The prompt is/],
    ['text/markdown', '---\ntags: yes\n---\nx', /^invalid_request: tags/],
  ])('of type %s that says %j is refused by name', async (mediaType, file, expected) => {
    expect(await refusal(mediaType, file)).toMatch(expected);
  });
});
