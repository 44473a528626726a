import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { SERVER_FRAMES, type ServerFrame, type ServerFrameOf, type ServerFrameType } from '@everruns/schemas/ws';
import { WebSocket, type ClientOptions } from 'ws';

export interface DeviceOptions {
  device_id?: string;
  instance_id?: string;
  secret?: string;
  tools?: string[];
  running?: string[];
  credential?: string;
  protocols?: string[];
  headers?: Record<string, string>;
  /** Answers no `ping`. */
  isMute?: boolean;
}

const WAIT_MS = 30_000;

/** A device of its own, which checks each frame of the server against its schema. It does nothing by itself but answer `ping`. */
export class TestDevice {
  readonly socket: WebSocket;
  readonly instance_id: string;
  readonly device_id: string;
  readonly frames: ServerFrame[] = [];
  /** Frames of the server that their schema does not allow. */
  readonly faults: string[] = [];
  /** The code with which the server has closed the socket. */
  readonly closed: Promise<number>;
  #taken = 0;
  #wake: () => void = () => undefined;

  constructor(url: string, options: DeviceOptions = {}) {
    const { protocols = [], headers = {}, isMute = false } = options;
    this.device_id = options.device_id ?? `device-${randomUUID()}`;
    this.instance_id = options.instance_id ?? randomUUID();
    const given: ClientOptions = { headers, handshakeTimeout: WAIT_MS };
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/ws`, protocols, given);
    this.socket.on('message', (data: Buffer) => {
      const { type } = JSON.parse(data.toString()) as { type: ServerFrameType };
      const checked = SERVER_FRAMES[type].strict().safeParse(JSON.parse(data.toString()));
      if (!checked.success) return void this.faults.push(`${data.toString()}\n${checked.error.message}`);
      const frame = checked.data;
      if (frame.type === 'ping' && !isMute) this.send({ type: 'pong' });
      this.frames.push(frame);
      this.#wake();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) =>
      this.socket.on('close', (code) => {
        resolve(code);
        this.#wake();
      }),
    );
  }

  send(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Returns the next frame of this type. Frames before it are passed over. */
  async next<Type extends ServerFrameType>(
    type: Type,
    matches: (frame: ServerFrameOf<Type>) => boolean = () => true,
  ): Promise<ServerFrameOf<Type>> {
    const until = performance.now() + WAIT_MS;
    for (;;) {
      const frame = this.frames[this.#taken];
      if (frame !== undefined) {
        this.#taken += 1;
        if (frame.type === type && matches(frame as ServerFrameOf<Type>)) return frame as ServerFrameOf<Type>;
        continue;
      }
      if (this.faults.length > 0) throw new Error(this.faults.join('\n'));
      const seen = this.frames.map((each) => JSON.stringify(each)).join('\n');
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error(`closed before ${type}:\n${seen}`);
      if (performance.now() > until) throw new Error(`no ${type}:\n${seen}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1_000);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async cut(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }
}

/** Connects a device and waits until it is welcome. */
export async function connectDevice(url: string, options: DeviceOptions = {}): Promise<TestDevice> {
  const device = new TestDevice(url, options);
  await once(device.socket, 'open');
  if (options.credential !== undefined) device.send({ type: 'auth', credential: options.credential });
  const { secret, tools = [], running = [] } = options;
  const { device_id, instance_id } = device;
  device.send({ type: 'hello', device_id, instance_id, tools, running, ...(secret === undefined ? {} : { secret }) });
  await device.next('welcome');
  return device;
}
