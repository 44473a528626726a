import { hasErrorCode, type EventDraft } from '@everruns/schemas';
import { describeAtom, type Attempt } from './attempt.ts';
import { repeatWhileUnavailable } from './repeat-while-unavailable.ts';

/**
 * Sends what the requests of these generations held besides their messages, where the control plane does not have it yet. Returns the events as
 * they can be recorded.
 */
export function storeHeads(attempt: Attempt, events: readonly EventDraft[]): Promise<readonly EventDraft[]> {
  const { organization_id } = attempt.context.agent;
  return attempt.input.deps.heads.store(organization_id, events, (contents) => storeContents(attempt, contents));
}

async function storeContents(attempt: Attempt, contents: string[]): Promise<boolean> {
  const { input, begun, patience } = attempt;
  const { service, log } = input.deps;
  const request = { token: begun.token, contents };
  try {
    const { is_stored } = await repeatWhileUnavailable(
      () => service.storeContents(request, { signal: input.signal }),
      patience,
    );
    return is_stored;
  } catch (error) {
    // What could not be kept is only not shown: the turn goes on.
    if (input.signal.aborted || hasErrorCode(error, 'fenced') || hasErrorCode(error, 'unavailable')) throw error;
    log.warn({ err: error, ...describeAtom(input) }, 'The prompt and tools of a generation could not be stored.');
    return false;
  }
}
