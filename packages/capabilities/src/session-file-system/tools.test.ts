import type { JsonValue } from '@everruns/schemas';
import { beforeEach, describe, expect, it } from 'vitest';
import { createToolBench, type ToolBench } from '../../test/tool-context.ts';
import { createSessionFileSystemTools } from './tools.ts';

let bench: ToolBench;
beforeEach(() => {
  bench = createToolBench(createSessionFileSystemTools());
});

const put = (path: string, content: string) => bench.files.write({ path, content, encoding: 'text' });
const contentOf = async (path: string) => (await bench.files.read(path)).content;
const pathsOf = (result: JsonValue, key: string) =>
  (result as Record<string, { path: string; line?: number }[]>)[key]?.map(({ path, line }) =>
    line ? `${path}:${line}` : path,
  );

describe('read_file', () => {
  it('reads a whole file and counts its lines', async () => {
    await put('/a.txt', 'one\ntwo\n');
    expect(await bench.run('read_file', { path: '/a.txt' })).toEqual({
      path: '/a.txt',
      content: 'one\ntwo\n',
      total_lines: 2,
    });
    await put('/empty', '');
    expect(await bench.run('read_file', { path: '/empty' })).toMatchObject({ content: '', total_lines: 0 });
  });

  it.each([
    [{ start_line: 2, end_line: 3 }, 'two\nthree', 2, 3],
    [{ start_line: 3 }, 'three', 3, 3],
    [{ end_line: 1 }, 'one', 1, 1],
    [{ start_line: 2, end_line: 99 }, 'two\nthree', 2, 3],
  ])('reads the lines of %j', async (range, content, start_line, end_line) => {
    await put('/a', 'one\ntwo\nthree');
    expect(await bench.run('read_file', { path: '/a', ...range })).toMatchObject({
      content,
      start_line,
      end_line,
      total_lines: 3,
    });
  });

  it('refuses lines that are not there, and lines of bytes', async () => {
    await put('/a', 'one\n');
    await expect(bench.run('read_file', { path: '/a', start_line: 2 })).rejects.toThrow('has 1 lines');
    await bench.files.write({ path: '/b', content: '/w==', encoding: 'base64' });
    expect(await bench.run('read_file', { path: '/b' })).toMatchObject({ encoding: 'base64', content: '/w==' });
    await expect(bench.run('read_file', { path: '/b', start_line: 1 })).rejects.toThrow('not text');
  });
});

describe('paths given by a model', () => {
  it.each(['notes.txt', '/../etc/passwd', '/a/./b', '/a\u0000', '/a//b'])(
    'are refused when they are %j',
    async (path) => {
      const calls: [string, object][] = [
        ['read_file', { path }],
        ['write_file', { path, content: '' }],
        ['edit_file', { path, old_text: 'a', new_text: 'b' }],
        ['list_directory', { path }],
        ['grep_files', { path, pattern: 'a' }],
        ['delete_file', { path }],
        ['stat_file', { path }],
      ];
      for (const [name, args] of calls)
        await expect(bench.run(name, args)).rejects.toMatchObject({ code: 'invalid_request' });
      expect(await bench.files.list('/', { recursive: true })).toEqual([]);
    },
  );
});

describe('write_file, stat_file, list_directory and delete_file', () => {
  it('do what they say', async () => {
    expect(await bench.run('write_file', { path: '/d/a', content: 'hey' })).toMatchObject({
      path: '/d/a',
      size_bytes: 3,
    });
    expect(await bench.run('stat_file', { path: '/d' })).toMatchObject({
      is_directory: true,
      created_at: '2026-01-01T00:00:00.000Z',
    });
    expect(pathsOf(await bench.run('list_directory', {}), 'entries')).toEqual(['/d']);
    expect(pathsOf(await bench.run('list_directory', { recursive: true }), 'entries')).toEqual(['/d', '/d/a']);
    await expect(bench.run('delete_file', { path: '/d' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await bench.run('delete_file', { path: '/d', recursive: true })).toEqual({ deleted: 2 });
  });

  it('leave readonly files alone', async () => {
    await put('/keep', 'kept');
    bench.files.setReadonly('/keep');
    await expect(bench.run('write_file', { path: '/keep', content: 'x' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(bench.run('edit_file', { path: '/keep', old_text: 'kept', new_text: 'x' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(bench.run('delete_file', { path: '/keep' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await contentOf('/keep')).toBe('kept');
  });
});

describe('read_file of a long text', () => {
  it('counts and takes lines as they are, and gives half a megabyte at most', async () => {
    await put('/long', 'a\n'.repeat(400_000));
    const whole = (await bench.run('read_file', { path: '/long' })) as { content: string };
    expect(whole).toMatchObject({ total_lines: 400_000, truncated: true });
    expect(whole.content).toHaveLength(512 * 1024);
    expect(await bench.run('read_file', { path: '/long', start_line: 399_999 })).toEqual({
      path: '/long',
      content: 'a\na',
      start_line: 399_999,
      end_line: 400_000,
      total_lines: 400_000,
    });
  });
});

describe('edit_file', () => {
  it('replaces text that occurs once, taking $ and backslashes as they are', async () => {
    await put('/a', 'one two three');
    await bench.run('edit_file', { path: '/a', old_text: 'two', new_text: "$& \\1 $'" });
    expect(await contentOf('/a')).toBe("one $& \\1 $' three");
  });

  it.each([
    ['four', 'does not occur'],
    ['o', 'occurs more than once'],
    ['aa', 'occurs more than once'],
  ])('refuses %j, which %s, and changes nothing', async (old_text, reason) => {
    await put('/a', 'one two aaa');
    await expect(bench.run('edit_file', { path: '/a', old_text, new_text: 'x' })).rejects.toThrow(reason);
    expect(await contentOf('/a')).toBe('one two aaa');
  });

  it('succeeds on a second attempt whose first one landed', async () => {
    await put('/a', 'one three');
    const edit = { path: '/a', old_text: 'two', new_text: 'three' };
    expect(await bench.run('edit_file', edit, { attempt: 2 })).toEqual({ path: '/a', size_bytes: 9 });
    await expect(bench.run('edit_file', edit, { attempt: 1 })).rejects.toThrow('does not occur');
  });
});

describe('grep_files', () => {
  beforeEach(async () => {
    await put('/src/a.ts', 'const x = 1;\nconst y = 2;\n');
    await put('/src/deep/b.js', 'const z = 3;');
    await put('/readme.md', '# Const\r\nnothing');
    await bench.files.write({ path: '/raw', content: '/w==', encoding: 'base64' });
  });

  it.each([
    [{ pattern: 'const \\w' }, ['/src/a.ts:1', '/src/a.ts:2', '/src/deep/b.js:1']],
    [{ pattern: '^# const$', ignore_case: true }, ['/readme.md:1']],
    [{ pattern: 'const', glob: '*.ts' }, ['/src/a.ts:1', '/src/a.ts:2']],
    [{ pattern: 'const', glob: '*.{md,js}' }, ['/src/deep/b.js:1']],
    [{ pattern: 'const', glob: 'src/*' }, ['/src/a.ts:1', '/src/a.ts:2']],
    [{ pattern: 'const', glob: 'src/**/*.js' }, ['/src/deep/b.js:1']],
    [{ pattern: 'const', glob: '**/?.ts' }, ['/src/a.ts:1', '/src/a.ts:2']],
    [{ pattern: 'const', path: '/src/deep' }, ['/src/deep/b.js:1']],
    [{ pattern: 'const', path: '/src/a.ts' }, ['/src/a.ts:1', '/src/a.ts:2']],
    [{ pattern: 'absent' }, []],
  ])('finds with %j', async (args, found) => {
    expect(pathsOf(await bench.run('grep_files', args), 'matches')).toEqual(found);
  });

  it('says when there is more than it shows, and when there is not', async () => {
    expect(await bench.run('grep_files', { pattern: 'const', max_results: 2 })).toMatchObject({ truncated: true });
    expect(await bench.run('grep_files', { pattern: 'const', max_results: 3 })).toMatchObject({ truncated: false });
    expect(await bench.run('grep_files', { pattern: 'const', path: '/src/a.ts', max_results: 1 })).toMatchObject({
      truncated: true,
    });
  });

  it.each([['('], ['a{2,1}'], ['(?=x)'], ['\\1']])('refuses the pattern %s with a reason', async (pattern) => {
    await expect(bench.run('grep_files', { pattern })).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it.each([['{a'], ['a}'], ['{a,{b}}'], [`{${'a,'.repeat(30)}}`]])('refuses the glob %s', async (glob) => {
    await expect(bench.run('grep_files', { pattern: 'a', glob })).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('answers at once to expressions that would hold V8 for ever', async () => {
    await put(`/${'a'.repeat(200)}`, 'a'.repeat(50_000));
    const args = { pattern: '(a+)+(a|aa)*$b', glob: `${'*a'.repeat(100)}*b` };
    expect(await bench.run('grep_files', args)).toMatchObject({ matches: [] });
    expect(await bench.run('grep_files', { pattern: '(a|a)*(a+)+b' })).toMatchObject({ matches: [] });
  });

  it('refuses a pattern whose repetitions unfold to too much', async () => {
    await expect(bench.run('grep_files', { pattern: '(a?){1000}[cd]' })).rejects.toThrow(
      'unfold to 4003 steps, of at most 4000',
    );
  });

  it('searches a long line as far as the pattern allows, and says so', async () => {
    await put('/long', `${'a'.repeat(15_000)}b`);
    const found = { matches: [{ path: '/long', line: 1 }], truncated: false };
    expect(await bench.run('grep_files', { pattern: 'b', path: '/long' })).toMatchObject(found);
    expect(await bench.run('grep_files', { pattern: 'x{1000}|b', path: '/long' })).toMatchObject(found);
    expect(await bench.run('grep_files', { pattern: 'x{1000}|y{1000}|b', path: '/long' })).toMatchObject({
      matches: [],
      truncated: true,
    });
  });

  it('searches part by part, to the last file and not beyond what was asked for', async () => {
    for (const name of ['a', 'b', 'c']) await put(`/big/${name}`, `const ${'x\n'.repeat(1_200_000)}`);
    expect(await bench.run('grep_files', { pattern: 'const', path: '/big' })).toMatchObject({
      matches: [{ path: '/big/a' }, { path: '/big/b' }, { path: '/big/c' }],
      files_searched: 3,
      truncated: false,
    });
    expect(await bench.run('grep_files', { pattern: 'const', path: '/big', max_results: 2 })).toMatchObject({
      matches: [{ path: '/big/a' }, { path: '/big/b' }],
      files_searched: 2,
      truncated: true,
    });
  });

  it('stops when the call is canceled', async () => {
    await expect(
      bench.run('grep_files', { pattern: 'a' }, { signal: AbortSignal.abort(new Error('canceled')) }),
    ).rejects.toThrow('canceled');
  });
});

describe('view_image', () => {
  /** Two by one pixels. */
  const gif = 'R0lGODlhAgABAIAAAP8AAAAA/ywAAAAAAgABAAACAkQKADs=';

  it('shows a picture to the model and says its size', async () => {
    await bench.files.write({ path: '/a.gif', content: gif, encoding: 'base64' });
    expect(await bench.run('view_image', { path: '/a.gif' })).toMatchObject({
      path: '/a.gif',
      media_type: 'image/gif',
      width: 2,
      height: 1,
    });
    expect(bench.images).toEqual([{ base64: gif, media_type: 'image/gif' }]);
  });

  it('refuses what is no picture', async () => {
    await put('/a.png', 'text');
    await expect(bench.run('view_image', { path: '/a.png' })).rejects.toThrow('/a.png is no PNG');
    expect(bench.images).toEqual([]);
  });
});
