import type { CreateMessageResponse } from '@everruns/schemas';
import type { ServerFrame } from '@everruns/schemas/ws';
import type { HubItem } from '../../events/hub.ts';
import { isTurnEnd } from '../../events/turn-ends.ts';
import { Mutations } from './mutations.ts';

/** The parts of an envelope that a request reads. The log was written by the engine, and frames by its hub. */
interface Envelope {
  context: { turn_id?: string };
  data: Record<string, unknown>;
}

/** Events of which a request tells something. The others are not parsed. */
const TOLD: ReadonlySet<string> = new Set([
  'input.received',
  'input.message.dropped',
  'output.message.delta',
  'output.message.reset',
  'output.message.completed',
  'tool.call_requested',
  'tool.completed',
]);

/** Follows one message through the log, and says what its sender is told. */
export class FollowedRequest {
  readonly #requestId: string;
  readonly #messageId: string;
  readonly #mutations = new Mutations();
  #turnId: string;
  #isTaken: boolean;
  isOver = false;

  constructor(requestId: string, { id, turn, disposition }: CreateMessageResponse) {
    this.#requestId = requestId;
    this.#messageId = id;
    this.#turnId = turn.id;
    // A message that steers may miss its turn and get its own.
    this.#isTaken = disposition !== 'steered';
  }

  /** The turn that answers the message, as far as the log has told. */
  get turnId(): string {
    return this.#turnId;
  }

  /** The frames for an item of the log. The last one is `stream_end`. */
  take(item: HubItem): ServerFrame[] {
    const type = item.kind === 'recorded' ? item.event.type : item.type;
    if (this.isOver || (!TOLD.has(type) && !isTurnEnd(type))) return [];
    const json = item.kind === 'recorded' ? item.event.json : item.json;
    const { context, data } = JSON.parse(json) as Envelope;
    if (type === 'input.received' && data['message_id'] === this.#messageId) {
      this.#turnId = context.turn_id ?? this.#turnId;
      this.#isTaken = true;
      return [];
    }
    if (type === 'input.message.dropped')
      return data['message_id'] === this.#messageId ? [this.#end({ status: 'canceled' })] : [];
    if (context.turn_id !== this.#turnId) return [];
    if (isTurnEnd(type)) return this.#isTaken ? [this.#endOf(type, data)] : [];
    return this.#tell(type, data);
  }

  #tell(type: string, data: Record<string, unknown>): ServerFrame[] {
    const request_id = this.#requestId;
    switch (type) {
      case 'output.message.delta':
        return [{ type: 'stream_text', request_id, ...data } as ServerFrame];
      case 'output.message.reset':
        return [{ type: 'stream_reset', request_id, ...data } as ServerFrame];
      case 'output.message.completed': {
        const { id: message_id, content } = data['message'] as { id: string; content: unknown[] };
        return content.map(
          (block, part) => ({ type: 'stream_block', request_id, message_id, part, block }) as ServerFrame,
        );
      }
      case 'tool.call_requested':
        this.#mutations.noteCalls(data);
        return [];
      case 'tool.completed':
        this.#mutations.noteResult(data);
        return [];
      default:
        return [];
    }
  }

  #endOf(type: string, { usage, error, error_code }: Record<string, unknown>): ServerFrame {
    const status = type === 'turn.completed' ? 'completed' : type === 'turn.failed' ? 'failed' : 'canceled';
    const failure = status === 'failed' ? { error: { code: error_code, message: error } } : {};
    return this.#end({ status, ...failure, ...(usage === undefined ? {} : { usage }) });
  }

  #end(end: Record<string, unknown>): ServerFrame {
    this.isOver = true;
    // The catalog of events is the schema of what was taken from the log.
    return { type: 'stream_end', request_id: this.#requestId, ...end, ...this.#mutations.list() } as ServerFrame;
  }
}
