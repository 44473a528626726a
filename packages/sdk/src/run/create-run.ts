import type { CallOptions, Client } from '../http/client.ts';
import { EverrunsApiError } from '../http/everruns-api-error.ts';
import type { CreateMessageResponse } from '../nouns.ts';
import type { Platform } from '../platform.ts';
import type { EventOf, SessionEvent } from '../session-event.ts';
import { streamEvents, type StreamStatus } from '../stream/stream-events.ts';
import { runClientTool, type ClientTool, type ClientTools } from './client-tools.ts';
import { followMessage } from './follow-message.ts';
import { MissingDeltas } from './missing-deltas.ts';
import { parseAnswer, readOutput } from './parse-answer.ts';
import { decideApproval, type OnApproval } from './decide-approval.ts';
import { readRun } from './read-run.ts';
import type { RequestedCall, Run } from './run.ts';
import type { StandardSchema } from './standard-schema.ts';

/** The most events that one page contains. */
const PAGE = 1_000;
/** A number greater than every sequence. */
const BEYOND_ALL = 2_147_483_647;

export interface RunOptions {
  /** Aborts the POST and every reading. The turn continues. */
  signal?: AbortSignal;
  /** Functions that answer calls of the agent's client-side tools. */
  tools?: ClientTools;
  /**
   * Decides the approvals and questions of the turn. Undefined leaves one open: the run then ends with `requires_action`, and so it does
   * without this function.
   */
  onApproval?: OnApproval;
  /** Called with the status of the stream. */
  onStatus?: (status: StreamStatus) => void;
}

interface RunDeps {
  client: Client;
  platform: Platform;
  posted: Promise<CreateMessageResponse>;
  options: RunOptions;
}

/** The state that all readings of one run share. */
interface Memory {
  /** The ids of calls that a function has received. */
  answered: Set<string>;
  /** The ids of events at which a reading ended because somebody else must answer. The next reading continues past them. */
  passed: Set<string>;
}

/** Creates the run of a message whose POST is in progress. */
export function createRun(deps: RunDeps): Run {
  const { tools = {} } = deps.options;
  const memory: Memory = { answered: new Set(), passed: new Set() };
  const read = () => readEvents(deps, memory);
  const result = () => readRun(read(), (name) => Object.hasOwn(tools, name));
  return Object.assign(deps.posted, {
    [Symbol.asyncIterator]: read,
    result,
    text: async () => (await result()).text,
    parsed: async <Output>(schema: Parameters<typeof parseAnswer<Output>>[1]) =>
      parseAnswer((await result()).text, schema),
    output: async <Output = unknown>(schema?: StandardSchema<Output>) => readOutput(await result(), schema),
    cancel: async () => {
      const { session_id, turn } = await deps.posted;
      const path = { session_id, turn_id: turn.id };
      await deps.client.call('post', '/v1/sessions/{session_id}/turns/{turn_id}/cancel', { path });
    },
  });
}

async function* readEvents(deps: RunDeps, memory: Memory): AsyncGenerator<SessionEvent, void, undefined> {
  const { signal, onStatus } = deps.options;
  const posted = await deps.posted;
  const follow = followMessage(posted);
  const reading = new AbortController();
  const calls = new ToolCalls(deps, memory, reading);
  const missing = new MissingDeltas();
  try {
    const after = (posted.sequence ?? (await findQueued(deps, posted))) - 1;
    const stop = AbortSignal.any([reading.signal, ...(signal === undefined ? [] : [signal])]);
    const stream = streamEvents(deps, posted.session_id, { after, signal: stop, ...(onStatus && { onStatus }) });
    for await (const event of stream) {
      const { isMine, isLast } = follow(event);
      if (!isMine) continue;
      yield* missing.before(event);
      yield event;
      if (isLast) return;
      if (event.type === 'tool.call_requested' && (await calls.answer(event)) === 'others must') return;
      if (
        event.type === 'approval.requested' &&
        (await decideApproval({ ...deps, ...memory }, event)) === 'others must'
      )
        return;
    }
    signal?.throwIfAborted();
    reading.signal.throwIfAborted();
  } finally {
    reading.abort();
  }
}

/**
 * Finds the sequence at which a message joined the queue. It is near the end of the log. Without a match, the log is read from
 * the start.
 */
async function findQueued({ client, options }: RunDeps, { id, session_id }: CreateMessageResponse): Promise<number> {
  const page = await client.call('get', '/v1/sessions/{session_id}/events', {
    path: { session_id },
    query: { before_sequence: BEYOND_ALL, limit: PAGE, types: ['input.message.queued'] },
    ...signalOf(options),
  });
  const queued = (page.data as SessionEvent[]).find(
    (event) => event.type === 'input.message.queued' && event.data.message.id === id,
  );
  return queued?.sequence ?? 1;
}

function signalOf({ signal }: RunOptions): CallOptions {
  return signal === undefined ? {} : { signal };
}

/** The calls that functions answer, each once, however often the run is read. */
class ToolCalls {
  readonly #deps: RunDeps;
  readonly #memory: Memory;
  readonly #reading: AbortController;

  constructor(deps: RunDeps, memory: Memory, reading: AbortController) {
    this.#deps = deps;
    this.#memory = memory;
    this.#reading = reading;
  }

  /**
   * Starts the functions. If a call is left for others, waits for the functions and returns `others must`, but only the first
   * time.
   */
  async answer({ id, data, session_id }: EventOf<'tool.call_requested'>): Promise<'others must' | 'ours'> {
    const { answered, passed } = this.#memory;
    const running = data.tool_calls.map(async (call) => {
      const tool = this.#find(call.name);
      if (tool === undefined || answered.has(call.id)) return;
      answered.add(call.id);
      await this.#run(tool, { ...call, session_id }).catch((error: unknown) => this.#reading.abort(error));
    });
    if (data.tool_calls.every(({ name }) => this.#find(name) !== undefined) || passed.has(id)) return 'ours';
    passed.add(id);
    await Promise.all(running);
    this.#reading.signal.throwIfAborted();
    return 'others must';
  }

  #find(name: string): ClientTool | undefined {
    const { tools = {} } = this.#deps.options;
    return Object.hasOwn(tools, name) ? tools[name] : undefined;
  }

  async #run(tool: ClientTool, call: RequestedCall & { session_id: string }): Promise<void> {
    const { client } = this.#deps;
    const { session_id } = call;
    const context = { tool_call_id: call.id, session_id, signal: this.#reading.signal };
    const result = await runClientTool(tool, call.arguments, context);
    try {
      const given = { path: { session_id }, body: { tool_results: [result] } };
      await client.call('post', '/v1/sessions/{session_id}/tool-results', given);
    } catch (error) {
      // Somebody else answered first, or the turn is over. The events of the log show which.
      const isLate = error instanceof EverrunsApiError && error.status === 409;
      if (!isLate) throw error;
    }
  }
}
