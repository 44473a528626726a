import type { Agent } from '@everruns/schemas';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { Answered } from '../../idempotency/idempotent-write.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { bindOffload } from '../bind-offload.ts';
import type { Services } from '../services.ts';
import { parseAgentFile } from './agent-file.ts';
import { createAgent } from './create.ts';

export interface ImportAgentInput {
  /** The media type of the text. An unknown one is read as plain text. */
  media_type: string;
  text: string;
  idempotency: IdempotencyRequest | null;
  signal: AbortSignal;
}

/** Creates an agent from a file. Throws as `parseAgentFile` and `createAgent`. */
export async function importAgent(
  deps: Services,
  ctx: RequestContext,
  { media_type, text, idempotency, signal }: ImportAgentInput,
): Promise<Answered<Agent>> {
  const request = await parseAgentFile(media_type, text, bindOffload(deps, ctx, signal));
  return createAgent(deps, ctx, { request, idempotency });
}
