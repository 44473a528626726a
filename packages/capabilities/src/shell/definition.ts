import { defineCapability } from '@everruns/core/catalog';
import { z } from 'zod';
import { describeTools } from '../tool-definition.ts';

export const ShellConfig = z.strictObject({
  timeout_seconds: z.int().min(1).max(60).default(30).describe('The most seconds that one script may take'),
  memory_mb: z.int().min(64).max(512).default(256).describe('The most megabytes of memory that one script may use'),
});

export const BashParameters = z.strictObject({
  script: z
    .string()
    .min(1)
    .max(64 * 1024)
    .describe('A Bash script, for example "grep -c error /logs/app.log"'),
  directory: z
    .string()
    .default('/')
    .describe('The script sees only the files below this directory; needed where the session has more than 64 MB'),
});

/** The script's own time, and that of a wait for a free place and of a start. */
export const SHELL_TIMEOUT_MS = 120_000;

export const shell = defineCapability({
  id: 'shell',
  name: 'Shell',
  description: 'Runs Bash scripts on the files of the session, in a sandbox without network.',
  status: 'available',
  configSchema: ShellConfig,
  prompt: () =>
    'You can run Bash scripts with the tool bash. They work on the files of this session under the same absolute paths, and what they change ' +
    'is kept when they end; /tmp is not. There is no network, no package manager, and nothing lasts between two scripts but the files. ' +
    'The usual commands for text are there: grep, sed, awk, jq, sort, uniq, cut, tr, find, xargs, diff, tar, gzip, base64 and more.',
  tools: describeTools('shell', [
    {
      name: 'bash',
      description: 'Run a Bash script on the files of the session. No network.',
      parameters: BashParameters,
      effect: 'idempotent',
      timeoutMs: SHELL_TIMEOUT_MS,
    },
  ]),
});
