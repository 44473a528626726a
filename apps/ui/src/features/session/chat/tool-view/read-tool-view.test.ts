import type { ToolCallState } from '@everruns/sdk';
import { describe, expect, it } from 'vitest';
import { readToolView } from './read-tool-view.ts';

function call(name: string, args: ToolCallState['arguments'], result: unknown): ToolCallState {
  return {
    id: 'c',
    name,
    arguments: args,
    state: 'succeeded',
    attempt: 1,
    output: '',
    progress: null,
    result: { type: 'tool_result', tool_call_id: 'c', result },
    effect: 'read',
    duration_ms: 1,
    started_at: null,
    ended_at: null,
  };
}

const fenced = (text: string) => `<untrusted-0123456789ab>\n${text}\n</untrusted-0123456789ab>`;

describe('a call is shown as what it is:', () => {
  it('a page of the web, with its source and without the marks for the model', () => {
    const result = { final_url: 'https://a.example/x', status: 200, title: fenced('A page'), content: fenced('Text.') };
    expect(readToolView(call('web_fetch', {}, result))).toEqual({
      kind: 'page',
      page: { url: 'https://a.example/x', title: 'A page', text: 'Text.', facts: ['status 200'] },
    });
  });

  it.each([
    ['search results', { results: [{ title: 'T', url: 'https://a.example', snippet: 'S' }] }, 'S'],
    ['a finding', { finding: 1, source: 'https://a.example', title: 'T', quote: 'S' }, 'S'],
    ['findings', { question: 'q', findings: [{ finding: 1, title: 'T', source: 'https://a.example' }] }, null],
  ])('%s as links', (_, result, text) => {
    expect(readToolView(call('any', {}, result))).toEqual({
      kind: 'links',
      links: [{ url: 'https://a.example', title: 'T', text, facts: [] }],
    });
  });

  it('a list of flat objects as a table', () => {
    const entries = [
      { path: '/a', is_directory: false, size_bytes: 3 },
      { path: '/b', is_directory: true },
    ];
    expect(readToolView(call('list_directory', {}, { entries }))).toEqual({
      kind: 'table',
      table: {
        columns: ['path', 'is_directory', 'size_bytes'],
        rows: [
          ['/a', 'no', '3'],
          ['/b', 'yes', ''],
        ],
        hidden: 0,
      },
    });
  });

  it('pictures that the model saw, whatever the result says', () => {
    const shown = call('view_image', { path: '/a.webp' }, { path: '/a.webp', width: 2, height: 2 });
    const images = [{ type: 'image' as const, base64: 'AAAA', media_type: 'image/webp' as const }];
    expect(readToolView({ ...shown, images })).toEqual({
      kind: 'image',
      path: '/a.webp',
      sources: ['data:image/webp;base64,AAAA'],
    });
  });

  it('what a document or an MCP server answered as its text, without the marks for the model', () => {
    expect(readToolView(call('read_document', {}, { path: '/a.pdf', content: fenced('Page one') }))).toMatchObject({
      kind: 'text',
      text: 'Page one',
    });
    const answered = { path: '/a.pdf', pages: 3, parts: 1, answer: fenced('9 km') };
    expect(readToolView(call('ask_document', {}, answered))).toMatchObject({ path: '/a.pdf', text: '9 km' });
    const said = { text: fenced('Hello'), files: [{ path: '/mcp/1.png', media_type: 'image/png' }] };
    expect(readToolView(call('notes__get', {}, said))).toEqual({
      kind: 'text',
      path: null,
      text: 'Hello',
      files: ['/mcp/1.png'],
    });
  });

  it('a change of a file as a difference, and a file that was read as its text or picture', () => {
    const edit = { path: '/a', old_text: 'x', new_text: 'y' };
    expect(readToolView(call('edit_file', edit, {}))).toEqual({
      kind: 'edit',
      edit: { path: '/a', removed: 'x', added: 'y' },
    });
    expect(readToolView(call('read_file', {}, { path: '/a', content: 'x' }))).toMatchObject({
      kind: 'text',
      text: 'x',
    });
    const picture = { path: '/a.PNG', encoding: 'base64', content: 'AAAA' };
    expect(readToolView(call('read_file', {}, picture))).toMatchObject({
      kind: 'image',
      sources: ['data:image/png;base64,AAAA'],
    });
  });

  it.each([
    ['a number', 3],
    ['an object', { a: 1 }],
    ['an address that is no web page', { final_url: 'javascript:alert(1)' }],
    ['a source that is no web page', { source: 'javascript:alert(1)' }],
    ['nested lists', { list: [{ a: [1] }] }],
    ['an empty list', { list: [] }],
  ])('%s only as JSON', (_, result) => {
    expect(readToolView(call('any', {}, result))).toBeNull();
  });
});
