import { defineCapability } from '@everruns/core/catalog';
import { z } from 'zod';
import { describeTools } from '../tool-definition.ts';

export const CodeConfig = z.strictObject({
  javascript_seconds: z
    .int()
    .min(1)
    .max(10)
    .default(10)
    .describe('The most seconds that one JavaScript program may take'),
  python_seconds: z.int().min(1).max(30).default(30).describe('The most seconds that one Python program may take'),
});

const Files = z
  .array(z.string())
  .max(100)
  .default([])
  .describe('Absolute paths of the session files that the program needs, for example ["/data/sales.csv"]');

const Code = z
  .string()
  .min(1)
  .max(256 * 1024);

export const RunJavaScriptParameters = z.strictObject({
  code: Code.describe('The body of an async function: "await" and "return" are allowed; what it returns is the value'),
  files: Files,
});
export const RunPythonParameters = z.strictObject({
  code: Code.describe('A Python 3 program; the value is that of its last expression'),
  files: Files,
});

/** The program's own time, and that of a wait for a free place and of a start. */
const JAVASCRIPT_TIMEOUT_MS = 90_000;
const PYTHON_TIMEOUT_MS = 150_000;

export const code = defineCapability({
  id: 'code',
  name: 'Code',
  description: 'Runs JavaScript and Python programs in a sandbox without network.',
  status: 'available',
  configSchema: CodeConfig,
  prompt: () =>
    'You can run programs with run_javascript and run_python, for calculations and for data that is too large to read. Name the session files ' +
    'that a program needs. Python opens them under their absolute paths; JavaScript has files.read(path), files.readBytes(path), ' +
    'files.write(path, textOrBytes), files.delete(path) and files.list(). What a program writes is kept, except below /tmp. There is no network, ' +
    'and no package can be installed. Print what you want to read.',
  tools: describeTools('code', [
    {
      name: 'run_javascript',
      description: 'Run a JavaScript program (10 seconds, 128 MB). console.log prints. No Node.js modules, no network.',
      parameters: RunJavaScriptParameters,
      effect: 'idempotent',
      timeoutMs: JAVASCRIPT_TIMEOUT_MS,
    },
    {
      name: 'run_python',
      description: 'Run a Python program with the standard library (30 seconds, 512 MB). No packages, no network.',
      parameters: RunPythonParameters,
      effect: 'idempotent',
      timeoutMs: PYTHON_TIMEOUT_MS,
    },
  ]),
});
