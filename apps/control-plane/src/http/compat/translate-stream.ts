import type { ServerResponse } from 'node:http';
import type { WantedEvents } from './event-names.ts';
import { translateEvent } from './event-shape.ts';
import { type Fields, toFields } from './fields.ts';

const FRAME = /^(?:id: (?<id>[^\n]*)\n)?event: (?<event>[^\n]*)\ndata: (?<data>[^\n]*)$/;
/** The most characters of an answer whose deltas are accumulated. A longer answer continues without accumulated text. */
const MAX_ACCUMULATED = 1024 * 1024;
const MAX_MESSAGES = 16;

/** Rewrites the frames for one reader. Every write of a stream contains whole frames. */
export class StreamTranslation {
  readonly #wanted: WantedEvents;
  readonly #texts = new Map<string, string>();

  constructor(wanted: WantedEvents) {
    this.#wanted = wanted;
  }

  /** Returns the response with every write rewritten. */
  wrap(response: ServerResponse): ServerResponse {
    const written = {
      write: (chunk: string | Uint8Array) => {
        const text = this.rewrite(chunk.toString());
        return text === '' || response.write(text);
      },
      end: (chunk?: string | Uint8Array) =>
        chunk === undefined ? response.end() : response.end(this.rewrite(chunk.toString())),
    };
    return new Proxy(response, {
      get(target, name): unknown {
        if (name === 'write' || name === 'end') return written[name];
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  rewrite(text: string): string {
    return text
      .split('\n\n')
      .filter((frame) => frame !== '')
      .map((frame) => this.#rewriteFrame(frame))
      .join('');
  }

  #rewriteFrame(frame: string): string {
    const { id, event, data } = FRAME.exec(frame)?.groups ?? {};
    // Comments, `retry` and the stream's own events pass unchanged.
    if (event === undefined || data === undefined || !event.includes('.')) return `${frame}\n\n`;
    const ours = toFields(JSON.parse(data));
    const more = this.#accumulate(event, toFields(ours['data']));
    return translateEvent(ours, this.#wanted.namesOf(event), more)
      .map(
        (theirs) =>
          `${id === undefined ? '' : `id: ${id}\n`}event: ${String(theirs['type'])}\ndata: ${JSON.stringify(theirs)}\n\n`,
      )
      .join('');
  }

  /** A delta of the original contains the whole text so far. */
  #accumulate(event: string, { message_id, delta, offset, part, attempt }: Fields): Fields {
    if (event === 'output.message.completed' || event === 'output.message.reset') this.#texts.clear();
    if (event !== 'output.message.delta' && event !== 'reason.thinking.delta') return {};
    const key = [event, message_id, attempt, part].join(' ');
    const before = offset === 0 ? '' : (this.#texts.get(key) ?? '');
    const accumulated = before + String(delta);
    if (this.#texts.size >= MAX_MESSAGES) this.#texts.clear();
    if (accumulated.length <= MAX_ACCUMULATED) this.#texts.set(key, accumulated);
    return { accumulated };
  }
}
