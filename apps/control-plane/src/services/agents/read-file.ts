import type { RequestContext } from '../../kernel/request-context.ts';
import { bindOffload } from '../bind-offload.ts';
import type { Services } from '../services.ts';
import { readAgentFields } from './agent-file.ts';
import type { ImportAgentInput } from './import.ts';

/** Reads the fields of an agent from a file and makes nothing. They are not yet checked. Throws as `readAgentFields`. */
export async function readAgentFile(
  deps: Pick<Services, 'offload'>,
  ctx: RequestContext,
  { media_type, text, signal }: Omit<ImportAgentInput, 'idempotency'>,
): Promise<unknown> {
  return readAgentFields(media_type, text, bindOffload(deps, ctx, signal));
}
