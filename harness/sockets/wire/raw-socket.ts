import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { encodeFrame, OPCODES, type RawFrame } from './encode-frame.ts';
import { FrameReader, type ReceivedFrame } from './read-frames.ts';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const WAIT_MS = 30_000;

/** A WebSocket without a library: the test decides each byte. */
export class RawSocket {
  readonly socket: Socket;
  readonly frames: ReceivedFrame[] = [];
  /** What the server sent that RFC 6455 forbids. */
  fault: string | null = null;
  /** Whether the server has ended the connection. */
  isEnded = false;
  readonly #reader = new FrameReader();
  #taken = 0;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => undefined);
    for (const event of ['end', 'close'])
      socket.on(event, () => {
        this.isEnded = true;
        this.#wake();
      });
  }

  /** Opens a TCP connection and shakes hands (RFC 6455, 4.1). Throws with the answer if it is not the switch. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<RawSocket> {
    const { hostname, port, host } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    socket.setNoDelay(true);
    const raw = new RawSocket(socket);
    await once(socket, 'connect');
    const key = randomBytes(16).toString('base64');
    const given = {
      Host: host,
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Version': '13',
      ...headers,
    };
    const lines = Object.entries({ ...given, 'Sec-WebSocket-Key': key }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    socket.write(`GET /v1/ws HTTP/1.1\r\n${lines.join('')}\r\n`);
    await raw.#readAnswer(key);
    return raw;
  }

  async #readAnswer(key: string): Promise<void> {
    let text = Buffer.alloc(0);
    while (!text.includes('\r\n\r\n')) {
      const [chunk] = (await once(this.socket, 'data')) as [Buffer];
      text = Buffer.concat([text, chunk]);
    }
    this.socket.pause();
    const end = text.indexOf('\r\n\r\n') + 4;
    const answer = text.subarray(0, end).toString('latin1');
    const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
    if (!answer.startsWith('HTTP/1.1 101 ') || !answer.includes(accept)) throw new Error(answer);
    this.#take(text.subarray(end));
    this.socket.on('data', (chunk: Buffer) => this.#take(chunk));
    this.socket.resume();
  }

  #take(chunk: Buffer): void {
    if (this.fault !== null) return;
    try {
      this.frames.push(...this.#reader.take(chunk));
    } catch (error) {
      this.fault = String(error);
    }
    this.#wake();
  }

  /** The code of the server's close frame; 1005 if it has none, and null without such a frame. */
  get closeCode(): number | null {
    const close = this.frames.find(({ opcode }) => opcode === OPCODES.close);
    if (close === undefined) return null;
    return close.payload.length < 2 ? 1005 : close.payload.readUInt16BE();
  }

  send(frame: RawFrame): void {
    this.socket.write(encodeFrame(frame, randomBytes(4)));
  }

  sendJson(frame: object): void {
    this.send({ opcode: OPCODES.text, payload: Buffer.from(JSON.stringify(frame)) });
  }

  /** Waits until this holds, or the server has ended the connection. Returns whether it holds. */
  async until(holds: () => boolean): Promise<boolean> {
    const end = performance.now() + WAIT_MS;
    while (!holds() && !this.isEnded && this.fault === null) {
      if (performance.now() > end) return false;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return holds();
  }

  /** Waits for a text of this type, after those that came before it was asked for. */
  async next(type: string): Promise<Record<string, unknown>> {
    let found: Record<string, unknown> | null = null;
    await this.until(() => {
      found ??= this.#takeText(type);
      return found !== null;
    });
    if (found === null) throw new Error(`no ${type} came; the socket was closed with ${this.closeCode}`);
    return found;
  }

  #takeText(type: string): Record<string, unknown> | null {
    for (let frame = this.frames[this.#taken]; frame !== undefined; frame = this.frames[this.#taken]) {
      this.#taken += 1;
      if (frame.opcode !== OPCODES.text) continue;
      const value = JSON.parse(frame.payload.toString()) as Record<string, unknown>;
      if (value['type'] === type) return value;
    }
    return null;
  }
}
