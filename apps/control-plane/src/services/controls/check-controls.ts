import { assertOutputSchema } from '@everruns/core/catalog';
import type { Controls, StandingControlsPatch } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import { bindOffload } from '../bind-offload.ts';
import type { Services } from '../services.ts';

export interface CheckControlsInput {
  controls: Controls | StandingControlsPatch | null | undefined;
  signal?: AbortSignal;
}

/**
 * Compiles the schema that the answer must keep to, so that a message with one that cannot be used is refused at once. Throws
 * `invalid_request`.
 */
export async function checkControls(
  deps: Pick<Services, 'offload'>,
  ctx: RequestContext,
  { controls, signal }: CheckControlsInput,
): Promise<void> {
  const format = controls?.response_format;
  if (format?.type === 'json_schema') await assertOutputSchema(bindOffload(deps, ctx, signal), format.schema);
}
