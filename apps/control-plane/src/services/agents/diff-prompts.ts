import { defineJob } from '@everruns/core/catalog';
import { LIMITS } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import { bindOffload } from '../bind-offload.ts';
import type { Services } from '../services.ts';
import type diffInThread from './diff-prompt.job.ts';
import type { PromptChange } from './diff-prompt.job.ts';

const jobOf = (field: string) =>
  defineJob<typeof diffInThread>({
    name: 'diff_prompt',
    module: new URL('./diff-prompt.job.ts', import.meta.url),
    timeoutMs: 5_000,
    maxInputBytes: 2 * LIMITS.contextBytes,
    sizeOf: ({ before, after }) => before.length + after.length,
    subject: 'The comparison of the prompts',
    advice: 'read both',
    field,
  });

/** Returns the change of a prompt as a unified diff, made in the threads. `field` is the parameter that chose the prompts. */
export function diffPrompts(
  deps: Pick<Services, 'offload'>,
  ctx: RequestContext,
  { change, field }: { change: PromptChange; field: string },
): Promise<string> {
  return bindOffload(deps, ctx)(jobOf(field), change);
}
