import { createEverruns, type CreateMessageRequest, type Everruns } from '@everruns/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { makePdf } from '@everruns/capabilities/testing';
import { addModel, OPENAI } from '../contracts/add-model.ts';
import { answerWith } from '../contracts/runner-fallback.ts';
import { FORMATS } from '../structured-output/ask-for-output.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let everruns: Everruns;
beforeAll(() => {
  everruns = createEverruns({ baseUrl: shared.running.urls[0] ?? '' });
});

type Content = CreateMessageRequest['message']['content'];
const SMALL = makePdf(['The parcel weighs 300 g.']);
/** Above what stays in the log. */
const LARGE = Buffer.concat([SMALL, Buffer.alloc(64 * 1024, '%')]);
const text = { type: 'text' as const, text: 'What does it say?' };
const attach = (bytes: Buffer, filename = 'report.pdf', media_type = 'application/pdf') => ({
  type: 'file' as const,
  base64: bytes.toString('base64'),
  media_type,
  filename,
});
const ask = (session: string, content: Content) => everruns.sessions.send(session, { message: { content } });

describe.each(FORMATS)('a PDF that is attached to a message, over %s', (name, format) => {
  it('is sent as it is where the vendor takes it, and else as its text', async () => {
    const model = await addModel(shared, `attached-${name}`, format);
    answerWith(shared, model, [['Read.'], ['Read.']]);
    const { id } = await shared.api.createSession({ default_model_id: model.id });
    await ask(id, [text, attach(SMALL)]).result();
    await ask(id, [text, attach(LARGE)]).result();
    const bodies = shared.running.simulator
      .requests()
      .filter((request) => request.model === model.model_id)
      .map((request) => JSON.stringify(shared.running.simulator.bodyOf(request)));
    expect(bodies).toHaveLength(2);
    for (const [body, bytes] of [
      [bodies[0], SMALL],
      [bodies[1], LARGE],
    ] as const) {
      const isNative = name !== 'Chat Completions';
      expect([body?.includes(bytes.toString('base64')), body?.includes('The parcel weighs 300 g.')]).toEqual([
        isNative,
        !isNative,
      ]);
    }
    expect(bodies[1]).toContain('in the files of the session at /attachments/report.pdf');
  });
});

describe('a large file that is attached', () => {
  it('becomes a file of the session under a free name, once', async () => {
    const { id } = await shared.api.createSession();
    await everruns.files.upload(id, '/attachments/report.pdf', { bytes: new TextEncoder().encode('mine') });
    const first = await ask(id, [text, attach(LARGE)]);
    const second = await ask(id, [text, attach(LARGE)]);
    const parts = [first, second].map(({ content }) => content[1]);
    const path = '/attachments/report-2.pdf';
    expect(parts).toMatchObject([
      { type: 'file', file_path: path, filename: 'report.pdf', size_bytes: LARGE.length },
      { file_path: path },
    ]);
    expect(parts[0]).not.toHaveProperty('base64');
    expect((await everruns.files.read(id, '/attachments/report.pdf')).content).toBe('mine');
  });

  it('stays as it was for the model, whatever becomes of the file', async () => {
    const model = await addModel(shared, 'attached-before', OPENAI);
    answerWith(shared, model, [['Read.'], ['Read.']]);
    const { id } = await shared.api.createSession({ default_model_id: model.id });
    const words = Buffer.from(`Secret word: heron. ${'.'.repeat(64 * 1024)}`);
    await ask(id, [text, attach(words, '../no\u0001tes%41.txt', 'text/plain')]).result();
    const [stored] = (await everruns.files.list(id, '/attachments')).map(({ name }) => name);
    expect(stored).toBe('.._no_tes_41.txt');
    const path = `/attachments/${stored}`;
    await everruns.files.upload(id, path, { bytes: new TextEncoder().encode('Secret word: swift.') });
    await ask(id, [text, { type: 'file', file_path: path }]).result();
    const last = shared.running.simulator.requests().findLast((request) => request.model === model.model_id);
    const body = JSON.stringify(last && shared.running.simulator.bodyOf(last));
    expect([body.includes('heron'), body.includes('swift')]).toEqual([true, true]);
  });

  it('is described by the simulated model', async () => {
    const { id } = await shared.api.createSession();
    const answer = await ask(id, [text, attach(Buffer.from('Buy milk.'), 'notes.txt', 'text/plain')]).text();
    expect(answer).toBe('I got these files:\n- notes.txt, which begins: Buy milk.');
  });
});

describe('a file that is none', () => {
  it.each<[string, object, string]>([
    ['no such path', { type: 'file', file_path: '/nothing' }, 'message.content[0].file_path'],
    ['a bad path', { type: 'file', file_path: 'relative' }, 'path'],
    ['no content', { type: 'file' }, 'message.content[0]'],
    ['no name', { type: 'file', base64: 'AAAA', media_type: 'a/b' }, 'message.content[0].filename'],
    ['a name for a path', { type: 'file', file_path: '/a', filename: 'b' }, 'message.content[0]'],
  ])('is refused with the field: %s', async (_name, part, path) => {
    const { id } = await shared.api.createSession();
    const refused = ask(id, [part] as unknown as Content);
    await expect(refused).rejects.toMatchObject({ status: 400 });
    const problem = await refused.catch((error: { problem: { errors?: { path: string }[] } }) => error.problem);
    expect(JSON.stringify(problem)).toContain(path);
  });
});
