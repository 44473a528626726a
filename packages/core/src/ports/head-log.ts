import type { ContentHash, GenerationPurpose, ResolvedModel } from '@everruns/schemas';
import type { LlmRequest } from '../llm/driver.ts';

export interface AskedRequest {
  request: LlmRequest;
  model: Pick<ResolvedModel, 'provider_type'>;
  purpose: GenerationPurpose;
}

/** Keeps what requests hold besides their messages, so that the log can name it. */
export interface HeadLog {
  /** Returns the name of the request's system prompt, tools and settings. Undefined: they are too large to be kept. */
  nameOf(asked: AskedRequest): ContentHash | undefined;
}
