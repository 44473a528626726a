import { defineTool, type Tool } from '@everruns/core';
import { normalizeFilePath } from '@everruns/schemas';
import { applyChanges } from '../apply-changes.ts';
import { readDirectory, toProgramResult } from '../program-files.ts';
import { BashParameters, ShellConfig } from './definition.ts';

const MB = 1024 * 1024;

export function createShellTools(): Tool[] {
  return [
    defineTool({
      name: 'bash',
      parameters: BashParameters,
      run: async ({ script, directory }, { files, config, runInSandbox }) => {
        const { timeout_seconds, memory_mb } = ShellConfig.parse(config);
        const result = await runInSandbox(
          { kind: 'bash', script },
          {
            files: await readDirectory(files, normalizeFilePath(directory)),
            timeoutMs: timeout_seconds * 1_000,
            memoryBytes: memory_mb * MB,
          },
        );
        await applyChanges(files, result.changes);
        return toProgramResult(result);
      },
    }),
  ];
}
