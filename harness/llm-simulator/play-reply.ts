import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimError, SimReply } from '@everruns/llmsim';
import type { Frame, ReplyEncoder, WireFormat } from './wire/wire-format.ts';
import { sendJson } from './http-exchange.ts';
import type { RequestOutcome } from './request-log.ts';

export interface PlayOptions {
  reply: SimReply;
  encoder: ReplyEncoder;
  format: WireFormat;
  response: ServerResponse;
  stream: boolean;
  /** Aborts when the client closes its connection. */
  signal: AbortSignal;
}

/** Sends a reply beat by beat and returns how it ended. */
export async function playReply(options: PlayOptions): Promise<RequestOutcome> {
  try {
    return await new ReplyPlayer(options).play();
  } catch (error) {
    if (options.signal.aborted) return 'aborted';
    throw error;
  }
}

class ReplyPlayer {
  private readonly options: PlayOptions;

  constructor(options: PlayOptions) {
    this.options = options;
  }

  async play(): Promise<RequestOutcome> {
    const { reply, encoder, signal } = this.options;
    for (const beat of reply.beats) {
      signal.throwIfAborted();
      switch (beat.type) {
        case 'wait':
          await sleep(beat.ms, undefined, { signal });
          break;
        case 'hang':
          await untilAborted(signal);
          break;
        case 'error':
          return this.fail(beat.error);
        case 'break':
          return this.cut();
        case 'malformed':
          return this.sendBrokenFrame();
        default:
          this.openStream();
          await this.send(encoder.encode(beat));
      }
    }
    if (this.options.stream) this.options.response.end();
    else sendJson(this.options.response, encoder.toResult());
    return 'completed';
  }

  private async fail(error: SimError): Promise<RequestOutcome> {
    const { response, encoder, format } = this.options;
    if (error.overflow !== undefined && format.isOverflowStreamed === true) this.openStream();
    if (response.headersSent) {
      await this.send(encoder.fail(error));
      response.end();
    } else sendError(response, format, error);
    return 'error';
  }

  /** Sends everything written so far to the client, and then cuts the connection before the end. */
  private cut(): RequestOutcome {
    const { response } = this.options;
    if (response.headersSent) response.write('', () => response.socket?.destroy());
    else response.socket?.destroy();
    return 'broken';
  }

  private sendBrokenFrame(): RequestOutcome {
    this.openStream();
    this.options.response.end('data: {"type": "response.output_te\n\n');
    return 'broken';
  }

  private openStream(): void {
    const { response, encoder, stream } = this.options;
    if (!stream || response.headersSent) return;
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
    response.write(encoder.start().map(encodeFrame).join(''));
  }

  private async send(frames: Frame[]): Promise<void> {
    if (!this.options.stream) return;
    const isDrained = this.options.response.write(frames.map(encodeFrame).join(''));
    if (!isDrained) await untilDrained(this.options);
  }
}

/** Sends an error instead of an answer, in the vendor's format, with Retry-After if there is a delay. */
export function sendError(response: ServerResponse, format: WireFormat, error: SimError): void {
  const delayMs = error.retry_after_ms;
  if (delayMs !== undefined) {
    response.setHeader('retry-after', String(Math.ceil(delayMs / 1_000)));
    if (delayMs % 1_000 !== 0) response.setHeader('retry-after-ms', String(delayMs));
  }
  sendJson(response, format.toErrorBody(error), error.status);
}

function encodeFrame({ event, data }: Frame): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${text}\n\n`;
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

function untilDrained({ response, signal }: PlayOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    response.once('drain', resolve);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
