import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { linger } from './linger.ts';
import { formatRawRefusal, type Refusal } from './refusal.ts';

/** The number of requests that may wait on one connection. */
const MAX_WAITING = 100;

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  begin: () => void;
}

/** The exchanges of one connection: they run one after another, so that responses come in the order of their requests. */
export class Conversation {
  readonly #socket: Socket;
  readonly #exchanges: Exchange[] = [];
  /** The response that ends the conversation once the exchanges before it are over. */
  #last: string | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Whether no request of this connection is unanswered, so that the next one may have it for itself. */
  get isSilent(): boolean {
    return this.#exchanges.length === 0 && !this.#isOver();
  }

  /** Begins the exchange when all earlier ones are over. An exchange after the connection's last response never begins. */
  add(exchange: Exchange): void {
    if (this.#isOver()) return;
    if (this.#exchanges.length > MAX_WAITING) return void this.#socket.destroy();
    this.#exchanges.push(exchange);
    exchange.response.once('close', () => this.#goOn());
    if (this.#exchanges.length === 1) exchange.begin();
  }

  /** Ends the conversation with a refusal, after the responses that are due. Later bytes are not read. */
  refuse(refusal: Refusal, requestId: string): void {
    if (this.#isOver()) return;
    this.#last = formatRawRefusal(refusal, requestId);
    const broken = this.#exchanges.at(-1);
    // The bytes that cannot be read belong to the body of the last request, so the refusal is its response.
    if (broken !== undefined && !broken.request.complete) {
      if (this.#exchanges.length === 1 && broken.response.headersSent) return;
      this.#exchanges.pop();
    }
    if (this.#exchanges.length === 0) this.#end();
  }

  #isOver(): boolean {
    return this.#last !== null || this.#socket.writableEnded || this.#socket.destroyed;
  }

  #goOn(): void {
    this.#exchanges.shift();
    if (this.#socket.writableEnded || this.#socket.destroyed) return void this.#exchanges.splice(0);
    const next = this.#exchanges[0];
    if (next !== undefined) next.begin();
    else if (this.#last !== null) this.#end();
  }

  #end(): void {
    if (this.#last !== null) this.#socket.end(this.#last);
    linger(this.#socket);
  }
}
