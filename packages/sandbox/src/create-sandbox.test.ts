import type { SandboxOutput } from '@everruns/core';
import { systemClock } from '@everruns/kernel';
import { describe, expect, it } from 'vitest';
import { log, MB, never, openPrograms } from '../test/open-programs.ts';
import { createSandbox } from './create-sandbox.ts';
import { readResidentBytes } from './watch-memory.ts';

const { bash, javascript, python } = openPrograms();
const file = (path: string, text: string) => ({ path, bytes: new Uint8Array(Buffer.from(text)) });

const textOf = (changes: Awaited<ReturnType<typeof bash>>['changes']) =>
  changes
    .map((change) => `${change.path}: ${change.kind === 'deleted' ? 'deleted' : Buffer.from(change.bytes).toString()}`)
    .toSorted();

describe('a program', { timeout: 120_000 }, () => {
  const files = [file('/notes/a.txt', 'one\ntwo\n'), file('/notes/b.txt', 'b')];

  it('in Bash works on a copy of the files and hands back what it changed', async () => {
    const script = 'wc -l < /notes/a.txt; echo three >> /notes/a.txt; rm /notes/b.txt; echo x > /tmp/scratch; false';
    const result = await bash(script, { files });
    expect(result).toMatchObject({ exitCode: 1, stdout: '2\n', stderr: '', truncated: false, value: null });
    expect(textOf(result.changes)).toEqual(['/notes/a.txt: one\ntwo\nthree\n', '/notes/b.txt: deleted']);
  });

  it('that prints much in small pieces sends few large ones', async () => {
    const pieces: SandboxOutput[] = [];
    const code = `for (let at = 0; at < 50_000; at += 1) console.log('x'); console.error('end');`;
    const result = await javascript(code, { onOutput: (piece) => pieces.push(piece) });
    const textIn = (stream: string) => pieces.flatMap((piece) => (piece.stream === stream ? piece.text : [])).join('');
    expect([textIn('stdout').length, textIn('stderr'), result.stderr]).toEqual([100_000, 'end\n', 'end\n']);
    expect(pieces.length).toBeLessThan(1_000);
  });

  it('whose value is too long is told so', async () => {
    const half = await javascript(`return 'x'.repeat(500_000)`);
    expect(half.value).toHaveLength(500_002);
    await expect(javascript(`return 'x'.repeat(1_100_000)`)).rejects.toThrow('Write it to a file instead.');
  });

  it('in JavaScript has files, timers, a console and a value', async () => {
    const code = `
      console.log(files.list().length, { a: 1n });
      await new Promise((resolve) => setTimeout(resolve, 5));
      files.write('/sum.txt', files.read('/notes/a.txt').toUpperCase());
      files.write('/bytes.bin', new Uint8Array([104, 105]));
      files.delete('/notes/b.txt');
      return { lines: files.readBytes('/notes/a.txt').filter((byte) => byte === 10).length };`;
    const result = await javascript(code, { files });
    expect(result).toMatchObject({ exitCode: 0, stdout: '2 {\n  "a": "1n"\n}\n', value: '{"lines":2}' });
    expect(textOf(result.changes)).toEqual(['/bytes.bin: hi', '/notes/b.txt: deleted', '/sum.txt: ONE\nTWO\n']);
  });

  it('in Python has the standard library, files and the value of its last expression', async () => {
    const code = `
import json, statistics, os
text = open('/notes/a.txt').read()
os.makedirs('/out', exist_ok=True)
open('/out/a.json', 'w').write(json.dumps(text.split()))
os.remove('/notes/b.txt')
print(statistics.mean([1, 2, 3]))
[len(text), None]`;
    const result = await python(code, { files });
    expect(result).toMatchObject({ exitCode: 0, stdout: '2\n', stderr: '', value: '[8, null]' });
    expect(textOf(result.changes)).toEqual(['/notes/b.txt: deleted', '/out/a.json: ["one", "two"]']);
  });

  it('that fails says where', async () => {
    const broken = await javascript('const a = 1;\nthrow new TypeError("no " + a)');
    expect(broken).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^TypeError: no 1\n    at main\.js:2:7\n$/),
    });
    expect(await javascript('let x = ;')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('SyntaxError'),
    });
    expect(await bash('nosuchcommand')).toMatchObject({ exitCode: 127, stderr: expect.stringContaining('not found') });
  });

  it('sees nothing of an earlier one', async () => {
    await javascript('globalThis.left = 1; files.write("/left.txt", "x")');
    expect(await javascript('return [typeof left, files.list()]')).toMatchObject({ value: '["undefined",[]]' });
  });

  it('in Python sees nothing of an earlier one either, and draws numbers of its own', async () => {
    const code = `
import builtins, os, random
left = [hasattr(builtins, 'left'), os.path.exists('/left.txt'), 'kept' in globals()]
builtins.left = kept = open('/left.txt', 'w').write('x')
[left, random.random()]`;
    const values = [];
    for (let run = 0; run < 3; run += 1)
      values.push(JSON.parse((await python(code)).value ?? '') as [boolean[], number]);
    expect(values.map(([left]) => left)).toEqual(Array.from({ length: 3 }, () => [false, false, false]));
    expect(new Set(values.map(([, drawn]) => drawn)).size).toBe(3);
  });

  it('is heard while it runs', async () => {
    const heard: SandboxOutput[] = [];
    const onOutput = (output: SandboxOutput): void => void heard.push(output);
    await javascript('console.log("a"); console.error("b"); console.log("é")', { onOutput });
    expect(heard).toEqual([
      { stream: 'stdout', text: 'a\n' },
      { stream: 'stderr', text: 'b\n' },
      { stream: 'stdout', text: 'é\n' },
    ]);
  });
});

describe('a program that takes too much', { timeout: 120_000 }, () => {
  it.each([
    ['JavaScript', () => javascript('while (true) {}', { timeoutMs: 500 })],
    ['a promise without end', () => javascript('for (;;) await null', { timeoutMs: 500 })],
    ['Bash', () => bash('while true; do :; done', { timeoutMs: 500 })],
  ])('of time is stopped: %s', async (_title, go) => {
    await expect(go()).rejects.toMatchObject({ code: 'request_timeout', message: expect.stringContaining('500 ms') });
  });

  it('of memory is stopped', async () => {
    await expect(javascript('const a = []; for (;;) a.push(new Array(1e6).fill(1))')).rejects.toMatchObject({
      code: 'payload_too_large',
      message: expect.stringContaining('memory'),
    });
  });
});

describe('the sandbox', { timeout: 60_000 }, () => {
  it('ends a program whose call is canceled', async () => {
    const cancel = new AbortController();
    const running = javascript('while (true) {}', { signal: cancel.signal });
    setTimeout(() => cancel.abort(new Error('canceled by a person')), 50);
    await expect(running).rejects.toThrow('canceled by a person');
    await expect(javascript('1', { signal: cancel.signal })).rejects.toThrow('canceled by a person');
  });

  it('gives each tenant a share, and refuses more than waits', async () => {
    const narrow = createSandbox({
      clock: systemClock,
      log,
      limits: { slots: 1, slotsPerTenant: 1, waitingPerTenant: 1 },
    });
    const options = { files: [], timeoutMs: 20_000, memoryBytes: 64 * MB, signal: never };
    const slow = { kind: 'javascript' as const, code: 'await new Promise((resolve) => setTimeout(resolve, 300))' };
    const first = narrow.run(slow, { ...options, tenant: 'a' });
    const second = narrow.run(slow, { ...options, tenant: 'a' });
    await expect(narrow.run(slow, { ...options, tenant: 'a' })).rejects.toMatchObject({ code: 'unavailable' });
    const other = narrow.run(slow, { ...options, tenant: 'b' });
    const ended = await Promise.all([first, second, other]);
    expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    await narrow.close();
    expect(narrow.stats).toEqual({ processes: 0, running: 0, waiting: 0 });
  });

  it('kills what runs when it is closed', async () => {
    const closing = createSandbox({ clock: systemClock, log });
    const options = { files: [], timeoutMs: 20_000, memoryBytes: 64 * MB, signal: never, tenant: 'a' };
    const running = closing.run({ kind: 'javascript', code: 'while (true) {}' }, options);
    const refused = expect(running).rejects.toMatchObject({ code: 'unavailable' });
    await closing.close();
    await refused;
    expect(closing.stats.processes).toBe(0);
  });

  it('measures the memory of a process', async () => {
    expect(await readResidentBytes(process.pid)).toBeGreaterThan(20 * MB);
    expect(await readResidentBytes(2 ** 30)).toBeNull();
  });
});
