import { EverrunsError } from '@everruns/schemas';
import { startDeadline } from './deadline.ts';
import type { EgressPolicy, GuardedFetchOptions } from './egress-policy.ts';
import type { HopAnswer } from './hop-answer.ts';
import { createHopSender, type HopCall, type HopSender } from './hop-sender.ts';
import { limitBody } from './limit-body.ts';
import { createPendingLines } from './pending-lines.ts';
import { readRequest } from './read-request.ts';
import { findRedirect, followRedirect, MAX_REDIRECTS, type RequestHop } from './redirect.ts';
import type { ResponseFacts } from './checked-response.ts';

/**
 * Makes a `fetch` for a policy. Connections are pooled across calls and policies. The fetch throws `invalid_request` for an address
 * that may not be reached and for a response in an encoding that was not asked for, and the body ends in `payload_too_large` past
 * its caps (see `limitBody`).
 */
export interface GuardedFetch {
  (policy: EgressPolicy): typeof fetch;
  /** Waits for running calls, then closes every connection. */
  close(): Promise<void>;
}

const MAX_BYTES: Record<EgressPolicy['purpose'], number> = { tool: 5 * 1024 * 1024, provider: 50 * 1024 * 1024 };
const TIMEOUT_MS: Record<EgressPolicy['purpose'], number> = { tool: 20_000, provider: 60 * 60 * 1_000 };
const PENDING_LINES = { maxLineBytes: 20 * 1024 * 1024, maxTotalBytes: 32 * 1024 * 1024 };

export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const sender = createHopSender(options);
  const lines = createPendingLines(PENDING_LINES);

  const create = (policy: EgressPolicy): typeof fetch => {
    const maxBytes = policy.maxBytes ?? MAX_BYTES[policy.purpose];
    const onBytes = policy.onBytes ?? ((): void => undefined);
    const timeoutMs = policy.timeoutMs ?? TIMEOUT_MS[policy.purpose];
    return async (input, init) => {
      const { hop, rest } = readRequest(input, init);
      const deadline = startDeadline(timeoutMs, rest.signal);
      const facts: ResponseFacts = { encoding: 'identity' };
      const call: HopCall = { policy, first: hop.url, init: { ...rest, signal: deadline.signal }, facts };
      try {
        const { answer, url } = await follow(hop, call, sender);
        const { encoding } = facts;
        return named(limitBody(answer, { maxBytes, encoding, lines, onBytes, onEnd: deadline.clear }), url);
      } catch (error) {
        deadline.clear();
        throw error;
      }
    };
  };
  return Object.assign(create, { close: () => sender.close() });
}

async function follow(start: RequestHop, call: HopCall, sender: HopSender): Promise<{ answer: HopAnswer; url: URL }> {
  const { redirect } = call.init;
  let hop = start;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const answer = await sender.send(hop, call);
    const location = redirect === 'manual' ? null : findRedirect(answer);
    if (location === null) return { answer, url: hop.url };
    await answer.body?.cancel();
    if (redirect === 'error') throw new EverrunsError('invalid_request', `${hop.url.origin} redirects.`);
    hop = followRedirect(hop, { status: answer.status, location, secretHeaders: call.policy.secretHeaders });
  }
  throw new EverrunsError('invalid_request', `${start.url.origin} redirects more than ${MAX_REDIRECTS} times.`);
}

/** A response that was constructed has no address, so it gets the one that answered. */
function named(response: Response, url: URL): Response {
  return Object.defineProperty(response, 'url', { value: url.href });
}
