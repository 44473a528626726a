import { collectResponse, type CollectResult } from './collect.ts';
import type { CollectObserver } from './draft-answer.ts';
import type { LlmCallOptions, LlmRequest, ModelDriver } from './driver.ts';

export interface ModelInput extends LlmCallOptions {
  driver: ModelDriver;
  request: LlmRequest;
}

/** Gets one answer. After an empty one it asks once more under another id, because a provider that knows the first would repeat it. */
export async function askModel(question: ModelInput, observer: CollectObserver): Promise<CollectResult> {
  const { driver, request, signal } = question;
  const first = await collectResponse(driver.stream(request, { signal }), observer);
  if (first.kind === 'response' || first.error.class !== 'empty_answer' || signal.aborted) return first;
  const again: LlmRequest = { ...request, request_id: `${request.request_id}:again` };
  return collectResponse(driver.stream(again, { signal }), observer);
}
