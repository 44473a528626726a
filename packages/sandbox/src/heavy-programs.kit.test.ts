import { expect, it } from 'vitest';
import { openPrograms } from '../test/open-programs.ts';

const { javascript, python } = openPrograms();

it('100 MB are printed, of which this process keeps the two ends', async () => {
  const code = `const line = 'x'.repeat(999_999); for (let i = 0; i < 100; i += 1) console.log(i + line); console.log('end')`;
  const result = await javascript(code);
  expect(result.truncated).toBe(true);
  expect(result.stdout.length).toBeLessThan(25_000);
  expect(result.stdout).toMatch(/^0xxx[^]*\[… \d+ bytes were left out …\][^]*xxx\nend\n$/);
});

it('a program that prints without end is stopped', async () => {
  const code = `const line = 'x'.repeat(1_000_000); for (;;) console.log(line)`;
  await expect(javascript(code)).rejects.toMatchObject({
    message: expect.stringContaining('printed more than 256 MB'),
  });
});

it('files beyond the limits are refused as a whole', async () => {
  const many = 'for (let i = 0; i < 1001; i += 1) files.write("/many/" + i, "x")';
  await expect(javascript(many)).rejects.toMatchObject({ message: expect.stringContaining('1001 files') });
  const large = 'files.write("/large", "x".repeat(11 * 1024 * 1024))';
  await expect(javascript(large)).rejects.toMatchObject({ message: expect.stringContaining('10 MB') });
  const badPath = 'files.write("/a/../b", "x")';
  await expect(javascript(badPath)).rejects.toMatchObject({ code: 'invalid_request' });
});

it('memory in buffers is bounded, or is an error of the program that the engine throws first', async () => {
  const code = 'const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1))';
  const said = await javascript(code).then(({ stderr }) => stderr, String);
  expect(said).toMatch(/memory|allocation failed/);
});

it('Python that takes too much memory is stopped', async () => {
  await expect(python('a = b"x" * 1_500_000_000')).rejects.toMatchObject({
    code: 'payload_too_large',
    message: expect.stringContaining('memory'),
  });
});

it('Python that does not end is stopped', async () => {
  await expect(python('while True: pass', { timeoutMs: 500 })).rejects.toMatchObject({
    code: 'request_timeout',
    message: expect.stringContaining('500 ms'),
  });
});

it('Python that fails says where, and ends with its own code', async () => {
  const traceback = await python('def f():\n  return 1/0\nf()');
  expect(traceback.exitCode).toBe(1);
  expect(traceback.stderr).toMatch(
    /^Traceback.*\n {2}File "main\.py", line 3[^]*ZeroDivisionError: division by zero\n?$/,
  );
  expect(await python('import sys\nsys.exit(3)')).toMatchObject({ exitCode: 3, stderr: '' });
});
