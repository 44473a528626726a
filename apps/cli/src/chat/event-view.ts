import type { EventOf, SessionEvent } from '@everruns/sdk';
import { cleanLine, cleanText } from '../terminal/clean-text.ts';
import { describeAttempt, seconds } from './describe-attempt.ts';
import { formatJson } from '../terminal/format-data.ts';

const MAX_DETAIL = 300;

export interface ViewOptions {
  /** Writes a piece of the agent's text. */
  write: (text: string) => void;
  /** Writes a line about an event: a call, its result, a failure. */
  line: (text: string) => void;
  /** Whether messages of people are shown too. A chat already has them on the screen. */
  showsInput: boolean;
}

/** Shows the events of a session to a person as they arrive: answers token by token, tool calls, and ends of turns. */
export class EventView {
  readonly #options: ViewOptions;
  /** How many characters of the current message were shown, and of which attempt. */
  #shown = { id: '', attempt: 0, length: 0 };
  #isMidLine = false;

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  take(event: SessionEvent): void {
    switch (event.type) {
      case 'input.message':
        if (this.#options.showsInput) this.#line(`> ${cleanText(textOf(event.data.message.content))}`);
        return;
      case 'output.message.delta':
        return this.#delta(event.data);
      case 'output.message.completed':
        return this.#complete(event.data.message);
      case 'tool.started': {
        const { name, arguments: args } = event.data.tool_call;
        return this.#line(`→ ${cleanLine(name)} ${detail(args)}`);
      }
      case 'tool.call_requested':
        for (const { name, arguments: args } of event.data.tool_calls) {
          this.#line(`→ ${cleanLine(name)} ${detail(args)} (for the client)`);
        }
        return;
      case 'approval.requested':
        return this.#line(`? ${cleanLine(event.data.name)} waits for a person`);
      case 'approval.resolved':
        return this.#line(
          `? ${event.data.decision}${event.data.by === undefined ? '' : ` by ${cleanLine(event.data.by)}`}`,
        );
      case 'tool.completed':
        return this.#line(resultLine(event));
      case 'subagent.spawned':
        return this.#line(`⇢ ${cleanLine(event.data.agent)} begins in session ${event.data.session_id}`);
      case 'subagent.suspended':
        return this.#line(describeWaits(event.data));
      case 'subagent.completed':
        return this.#line('⇠ a sub-agent has answered');
      case 'subagent.failed':
        return this.#line(`⇠ a sub-agent: ${cleanLine(event.data.error)}`);
      case 'attempt.failed':
        return this.#line(describeAttempt(event.data));
      case 'turn.taken_over':
        return this.#line(`Another process goes on with the turn, after ${seconds(event.data.silent_ms)} of silence.`);
      case 'reason.fallback':
        return this.#line(
          `${cleanLine(event.data.from.model)} cannot be reached; ${cleanLine(event.data.to.model)} goes on.`,
        );
      case 'turn.failed':
        return this.#line(`The turn failed with ${event.data.error_code}.`);
      case 'turn.canceled':
        return this.#line('The turn was stopped.');
      case 'turn.completed':
        return this.end();
      default:
    }
  }

  /** Ends the line of an unfinished answer. */
  end(): void {
    if (this.#isMidLine) this.#options.write('\n');
    this.#isMidLine = false;
  }

  #delta({ message_id, attempt, part, offset, delta }: EventOf<'output.message.delta'>['data']): void {
    if (part !== 0 || attempt < this.#shown.attempt) return;
    if (message_id !== this.#shown.id || attempt > this.#shown.attempt) {
      // The earlier attempt failed, so its text is discarded.
      if (message_id === this.#shown.id && this.#shown.length > 0) this.#line('… the answer begins again:');
      this.#shown = { id: message_id, attempt, length: 0 };
    }
    if (offset !== this.#shown.length) return;
    this.#shown.length += delta.length;
    this.#write(delta);
  }

  #complete({ id, content }: EventOf<'output.message.completed'>['data']['message']): void {
    const text = textOf(content);
    this.#write(id === this.#shown.id ? text.slice(this.#shown.length) : text);
    this.end();
    for (const source of sourcesOf(content)) this.#options.line(source);
    this.#shown = { id: '', attempt: 0, length: 0 };
  }

  #write(text: string): void {
    const clean = cleanText(text);
    if (clean === '') return;
    this.#options.write(clean);
    this.#isMidLine = !clean.endsWith('\n');
  }

  #line(text: string): void {
    this.end();
    this.#options.line(text);
  }
}

function describeWaits({ waits }: EventOf<'subagent.suspended'>['data']): string {
  const asked = waits.map(({ id, name }) => `${cleanLine(name)}, ${id}`);
  return `⇠ a sub-agent waits for somebody (everruns approvals list): ${asked.join('; ')}`;
}

function textOf(content: EventOf<'output.message.completed'>['data']['message']['content']): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** The pages that an answer cites, each once, a line each. */
function sourcesOf(content: EventOf<'output.message.completed'>['data']['message']['content']): string[] {
  const cited = content.flatMap((part) => (part.type === 'text' ? (part.annotations ?? []) : []));
  const pages = new Map(cited.map(({ url, title }) => [url, title === undefined ? '' : `${cleanLine(title)}: `]));
  return [...pages].map(([url, title]) => `• ${title}${cleanLine(url)}`);
}

function resultLine({ data }: EventOf<'tool.completed'>): string {
  const { success, name, result } = data;
  return success
    ? `← ${cleanLine(name)} ${detail(result.result)}`
    : `← ${cleanLine(name)} failed: ${detail(result.error)}`;
}

function detail(value: unknown): string {
  const text = cleanLine(typeof value === 'string' ? value : formatJson(value ?? null, 0));
  return text.length > MAX_DETAIL ? `${text.slice(0, MAX_DETAIL)}…` : text;
}
