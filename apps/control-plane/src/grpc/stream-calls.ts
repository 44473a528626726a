import { EverrunsError } from '@everruns/schemas';
import { type CallOptions, toCallError } from '@everruns/internal-protocol';
import type { Answer, Call } from '@everruns/internal-protocol/wire';
import { checkWorkerInput } from './check-worker-input.ts';
import type { GrpcLog } from './grpc-log.ts';
import { toBoundaryError } from './unary.ts';
import type { StreamVerbs } from './worker-verbs.ts';

type CallAnswer = NonNullable<Answer['response']>;

export interface StreamCallsOptions {
  verbs: StreamVerbs;
  send(answer: Answer): void;
  /** Called when a call has ended. */
  onSettled(): void;
  log: GrpcLog;
}

/** The running calls of one worker's stream. */
export class StreamCalls {
  readonly #options: StreamCallsOptions;
  readonly #running = new Map<number, AbortController>();
  #isDraining = false;

  constructor(options: StreamCallsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#running.size;
  }

  async run({ id, request }: Call): Promise<void> {
    const canceled = new AbortController();
    this.#running.set(id, canceled);
    const response = await this.#answer(request, { signal: canceled.signal });
    this.#running.delete(id);
    if (!canceled.signal.aborted) this.#options.send({ id, response });
    this.#options.onSettled();
  }

  /** The worker no longer waits for the answer. */
  cancel(id: number): void {
    this.#running.get(id)?.abort(gone());
  }

  cancelAll(): void {
    for (const call of this.#running.values()) call.abort(gone());
  }

  /** From now on a new call fails with `unavailable` before it has any effect. */
  refuseMore(): void {
    this.#isDraining = true;
  }

  async #answer(request: Call['request'], options: CallOptions): Promise<CallAnswer> {
    try {
      if (this.#isDraining) throw new EverrunsError('unavailable', 'The control plane is shutting down.');
      if (request === undefined) throw new EverrunsError('invalid_request', 'The kind of the call is unknown.');
      checkWorkerInput(request);
      return await runVerb(this.#options.verbs, request, options);
    } catch (error) {
      const context = { log: this.#options.log, method: request?.$case ?? 'unknown' };
      return { $case: 'error', value: toCallError(toBoundaryError(error, context)) };
    }
  }
}

async function runVerb(
  verbs: StreamVerbs,
  request: NonNullable<Call['request']>,
  options: CallOptions,
): Promise<CallAnswer> {
  switch (request.$case) {
    case 'get_turn_context':
      return { $case: request.$case, value: await verbs.get_turn_context(request.value, options) };
    case 'commit_atom':
      return { $case: request.$case, value: await verbs.commit_atom(request.value, options) };
    case 'fail_attempt':
      return { $case: request.$case, value: await verbs.fail_attempt(request.value, options) };
    case 'end_segment':
      return { $case: request.$case, value: await verbs.end_segment(request.value, options) };
  }
}

function gone(): EverrunsError {
  return new EverrunsError('canceled', 'The worker has disconnected.');
}
