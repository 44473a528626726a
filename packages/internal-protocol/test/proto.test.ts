import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** Runs buf, which finds ts-proto in the same folder. A rejection contains its findings about the proto. */
function runBuf(...args: string[]): Promise<unknown> {
  const bin = path.join(PACKAGE, '../../node_modules/.bin');
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH']}` };
  return promisify(execFile)(path.join(bin, 'buf'), args, { cwd: PACKAGE, env });
}

it('the proto follows the standard rules', async () => {
  await runBuf('lint', '../../proto');
});

it('the proto breaks no worker of the last release', async () => {
  await runBuf('breaking', '../../proto', '--against', '../../proto/released.json');
});

/** Returns the path and text of each generated file in a folder. */
function readGenerated(folder: string): Map<string, string> {
  const files = globSync('src/gen/**/*.ts', { cwd: folder }).toSorted();
  return new Map(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

it('the generated code is what the proto generates', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'everruns-proto-'));
  try {
    await runBuf('generate', '-o', folder);
    const committed = readGenerated(PACKAGE);
    const generated = readGenerated(folder);
    expect([...generated.keys()]).toEqual([...committed.keys()]);
    expect([...generated].filter(([file, text]) => text !== committed.get(file)).map(([file]) => file)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
