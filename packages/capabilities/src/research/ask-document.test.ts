import { createScriptedToolModel } from '@everruns/core/testing';
import { describe, expect, it } from 'vitest';
import { createToolBench } from '../../test/tool-context.ts';
import { createResearchTools } from './tools.ts';

const PATH = '/report.txt';
const QUESTION = 'How long is\nthe bridge?';

function openBench(answers: readonly string[], { window = 1_000_000 }: { window?: number } = {}) {
  const model = createScriptedToolModel(
    answers.map((text) => ({ text: [text] })),
    { window },
  );
  const bench = createToolBench(createResearchTools(), { model });
  const write = (content: string) => bench.files.write({ path: PATH, content, encoding: 'text' });
  const ask = () => bench.run('ask_document', { path: PATH, question: QUESTION });
  const asked = () =>
    model.driver.requests.map(({ messages: [message] }) =>
      message?.role === 'user' && message.content[0]?.type === 'text' ? message.content[0].text : '',
    );
  return { bench, model, write, ask, asked };
}

const lines = (count: number) => Array.from({ length: count }, (_, line) => `Line ${line} of the report.\n`).join('');

describe('ask_document', () => {
  it('asks a short document once', async () => {
    const { write, ask, asked } = openBench(['1,280 m, page 1.']);
    await write('The bridge is 1,280 metres long.');
    expect(await ask()).toMatchObject({
      path: PATH,
      pages: 1,
      parts: 1,
      answer: expect.stringMatching(/^<untrusted-\w+>\n1,280 m, page 1\.\n<\/untrusted-\w+>$/),
    });
    expect(asked()).toEqual([
      expect.stringMatching(/^Question: How long is the bridge\?\n\n<untrusted-\w+>\nThe bridge/),
    ]);
  });

  it('asks each part of a long one, and then what the notes come to', async () => {
    const { write, ask, asked, bench } = openBench(['Nothing.', 'It has 9 km.', 'Nothing.', 'It has 9 km.'], {
      window: 10_000,
    });
    await write(lines(1_800));
    expect(await ask()).toMatchObject({ parts: 3, answer: expect.stringContaining('It has 9 km.') });
    expect(asked()[1]).toContain('Line 900 of the report.');
    expect(asked()[3]).toMatch(/Part 1: Nothing\.\n\nPart 2: It has 9 km\.\n\nPart 3: Nothing\./);
    expect(bench.steps.paid).toHaveLength(4);
  });

  it('goes on with the parts that were read before a crash, and reads another document anew', async () => {
    const { write, ask, asked } = openBench(['one', 'two'], { window: 10_000 });
    await write(lines(1_800));
    await expect(ask()).rejects.toThrow('unexpected model call 3');
    await expect(ask()).rejects.toThrow('unexpected model call 3');
    expect(asked()).toHaveLength(2);
    await write(lines(1_801));
    await expect(ask()).rejects.toThrow('unexpected model call 3');
  });

  it('refuses what would ask too often, and what is no document', async () => {
    const { write, ask, bench } = openBench([], { window: 1_000 });
    await write(lines(3_000));
    await expect(ask()).rejects.toThrow('24 are the most');
    await bench.files.write({ path: PATH, content: Buffer.from([1, 0]).toString('base64'), encoding: 'base64' });
    await expect(ask()).rejects.toThrow('neither a PDF');
  });
});
