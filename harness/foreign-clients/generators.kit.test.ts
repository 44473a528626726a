import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hasPythonKits, KITS_PYTHON } from './python-environment.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOCUMENT = path.join(ROOT, 'apps/docs/openapi.json');
const Operations = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-generators-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function operationIds(): Promise<string[]> {
  const { paths } = Operations.parse(JSON.parse(await readFile(DOCUMENT, 'utf8')));
  return Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
}

it('openapi-typescript makes types of every operation, which compile without skipLibCheck', async () => {
  const text = astToString(await openapiTypescript(new URL(`file://${DOCUMENT}`)));
  for (const id of await operationIds()) expect(text).toContain(`    ${id}: {`);
  const file = path.join(folder, 'client.d.ts');
  await writeFile(file, text);
  const flags = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--types', '', '--ignoreConfig', file];
  await run(path.join(ROOT, 'node_modules/.bin/tsc'), flags, { cwd: folder }).catch((error: { stdout?: string }) => {
    throw new Error(error.stdout);
  });
});

describe.skipIf(!hasPythonKits())('in Python', () => {
  const bin = path.dirname(KITS_PYTHON);
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` };

  it('openapi-spec-validator has no complaint', async () => {
    const { stdout } = await run(KITS_PYTHON, ['-m', 'openapi_spec_validator', DOCUMENT]);
    expect(stdout).toContain('OK');
  });

  it('openapi-python-client makes every operation and every model; it warns of what it never takes alone', async () => {
    const output = path.join(folder, 'python');
    const generator = path.join(bin, 'openapi-python-client');
    const args = ['generate', '--path', DOCUMENT, '--output-path', output];
    const { stdout, stderr } = await run(generator, args, { env, maxBuffer: 16 * 1024 * 1024 });
    const said = `${stdout}\n${stderr}`
      .split('\n')
      .filter((line) => /WARNING|ERROR|Unable|Cannot|Attempted/.test(line));
    const kinds = said.map((line) => line.replace(/status code <[^>]*>/, 'status code'));
    // Texts as bodies, and JSON lines as answers: `import` is there with its JSON, and `export` gives the answer’s bytes.
    expect([...new Set(kinds)].toSorted()).toEqual([
      'Cannot parse response for status code (Unsupported content_type application/x-ndjson), response will be omitted from generated client',
      'WARNING parsing GET /v1/agents/{agent_id}/sessions/{session_id}/export within sessions.',
      'WARNING parsing GET /v1/sessions/{session_id}/export within sessions.',
      'WARNING parsing POST /v1/agents/import within agents.',
    ]);
    const files = await readdir(output, { recursive: true });
    const modules = new Set(files.map((file) => path.basename(file, '.py')));
    expect((await operationIds()).filter((id) => !modules.has(id))).toEqual([]);
    for (const name of ['agent', 'message', 'create_message_request', 'create_tool_results_request', 'session', 'turn'])
      expect(modules).toContain(name);
    const everything = files
      .filter((file) => file.endsWith('.py') && file.includes('everruns_api_client'))
      .map((file) => file.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.'));
    const script = `import importlib\nfor name in ${JSON.stringify(everything)}: importlib.import_module(name)`;
    await run(KITS_PYTHON, ['-c', script], { cwd: output, env });
  });
});
