import { defineTool, type SandboxCommand, type Tool, type ToolContext } from '@everruns/core';
import { normalizeFilePath, type JsonObject } from '@everruns/schemas';
import { applyChanges } from '../apply-changes.ts';
import { readPaths, toProgramResult } from '../program-files.ts';
import { CodeConfig, RunJavaScriptParameters, RunPythonParameters } from './definition.ts';

const MB = 1024 * 1024;
const JAVASCRIPT_MEMORY = 128 * MB;
const PYTHON_MEMORY = 512 * MB;

export function createCodeTools(): Tool[] {
  return [
    defineTool({
      name: 'run_javascript',
      parameters: RunJavaScriptParameters,
      run: ({ code, files }, context) => {
        const { javascript_seconds } = CodeConfig.parse(context.config);
        const limits = { seconds: javascript_seconds, memoryBytes: JAVASCRIPT_MEMORY };
        return runProgram({ kind: 'javascript', code }, { paths: files, ...limits }, context);
      },
    }),
    defineTool({
      name: 'run_python',
      parameters: RunPythonParameters,
      run: ({ code, files }, context) => {
        const { python_seconds } = CodeConfig.parse(context.config);
        const limits = { seconds: python_seconds, memoryBytes: PYTHON_MEMORY };
        return runProgram({ kind: 'python', code }, { paths: files, ...limits }, context);
      },
    }),
  ];
}

interface Program {
  paths: readonly string[];
  seconds: number;
  memoryBytes: number;
}

async function runProgram(
  command: SandboxCommand,
  { paths, seconds, memoryBytes }: Program,
  { files, runInSandbox }: ToolContext,
): Promise<JsonObject> {
  const given = await readPaths(files, [...new Set(paths.map(normalizeFilePath))]);
  const result = await runInSandbox(command, { files: given, timeoutMs: seconds * 1_000, memoryBytes });
  await applyChanges(files, result.changes);
  return toProgramResult(result);
}
