import type { Agent } from '@everruns/schemas';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { Answered } from '../../idempotency/idempotent-write.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { bindOffload } from '../bind-offload.ts';
import type { Services } from '../services.ts';
import { parseAgentFile, type ParsedAgentFile } from './agent-file.ts';
import { createAgent } from './create.ts';

export interface ImportAgentInput {
  /** The media type of the text. An unknown one is read as plain text. */
  media_type: string;
  text: string;
  idempotency: IdempotencyRequest | null;
  signal: AbortSignal;
}

export interface ImportedAgent extends Pick<ParsedAgentFile, 'leftOut'> {
  answered: Answered<Agent>;
}

/** Creates an agent from a file. Throws as `parseAgentFile` and `createAgent`. */
export async function importAgent(
  deps: Services,
  ctx: RequestContext,
  { media_type, text, idempotency, signal }: ImportAgentInput,
): Promise<ImportedAgent> {
  const { agent: request, leftOut } = await parseAgentFile(media_type, text, bindOffload(deps, ctx, signal));
  return { answered: await createAgent(deps, ctx, { request, idempotency }), leftOut };
}
