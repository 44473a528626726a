import { LIMITS, WaitRequest, utf8Length, type JsonValue, type SuspendKind } from '@everruns/schemas';

/** What a tool asks somebody before it can go on. */
export interface SuspendRequest extends Pick<WaitRequest, 'question' | 'connection'> {
  kind: SuspendKind;
  /** Handed to the tool as `ToolContext.resumed.state` when its call runs again; at most 64 KB of JSON. */
  state?: JsonValue;
}

/** Thrown by `ToolContext.suspend`: the call ends here and runs again, from its start, once somebody has answered. */
export class CallSuspended extends Error {
  readonly request: SuspendRequest;

  constructor(request: SuspendRequest) {
    super(`The call waits for its ${request.kind}.`);
    this.name = 'CallSuspended';
    this.request = request;
  }
}

const Asked = WaitRequest.pick({ question: true, connection: true });

/** Throws an error that the model reads for a request that could not be shown or stored. */
export function checkSuspendRequest(request: SuspendRequest): SuspendRequest {
  const parsed = Asked.safeParse(request);
  const [issue] = parsed.error?.issues ?? [];
  if (issue !== undefined) throw new Error(`${issue.path.join('.')}: ${issue.message}`);
  if (request[request.kind] === undefined) throw new Error(`A wait of the kind ${request.kind} says what it asks.`);
  if (utf8Length(JSON.stringify(request)) > LIMITS.answerBytes) throw new Error('The request is too long.');
  return request;
}
