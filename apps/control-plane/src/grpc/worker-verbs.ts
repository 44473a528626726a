import type { CallOptions, WorkerService } from '@everruns/internal-protocol';
import * as mapping from '@everruns/internal-protocol/mapping';
import type * as wire from '@everruns/internal-protocol/wire';

/** Turns a request message into a response message, for unary calls and for calls over the stream. */
export type Verb<Request, Response> = (message: Request, call: CallOptions) => Promise<Response>;

/** The verbs of the worker stream, by their name there. */
export interface StreamVerbs {
  get_turn_context: Verb<wire.GetTurnContextRequest, wire.GetTurnContextResponse>;
  commit_atom: Verb<wire.CommitAtomRequest, wire.CommitAtomResponse>;
  fail_attempt: Verb<wire.FailAttemptRequest, wire.FailAttemptResponse>;
  end_segment: Verb<wire.EndSegmentRequest, wire.EndSegmentResponse>;
}

/** Decodes the request, calls one verb of the service, and encodes the response. */
export function createStreamVerbs(service: WorkerService): StreamVerbs {
  return {
    async get_turn_context(message, call) {
      const request = mapping.turnContextRequestFromProto(message);
      return mapping.turnContextResponseToProto(await service.getTurnContext(request, call));
    },
    async commit_atom(message, call) {
      const request = mapping.commitRequestFromProto(message);
      return mapping.commitResponseToProto(await service.commitAtom(request, call));
    },
    async fail_attempt(message, call) {
      await service.failAttempt(mapping.failAttemptRequestFromProto(message), call);
      return {};
    },
    end_segment: async (message, call) => service.endSegment(mapping.endSegmentRequestFromProto(message), call),
  };
}
