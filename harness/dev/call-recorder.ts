import { pathToFileURL } from 'node:url';

/** A function whose calls are recorded. The line (from 0) is that of its first statement. */
export interface Watched {
  /** An absolute path. */
  file: string;
  line: number;
  name: string;
}

type Answer = { id?: number; result?: unknown; error?: { message: string } };

/**
 * Records the order in which functions of another process are called, with Node's inspector. Each function has a breakpoint
 * whose condition records the name and is then false, so the process never stops and the product needs no code for it.
 */
export class CallRecorder implements AsyncDisposable {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      // The inspector sends JSON text.
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
    });
  }

  /** `port` is the port of `--inspect`. */
  static async connect(port: number): Promise<CallRecorder> {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`);
    const [target] = (await response.json()) as { webSocketDebuggerUrl: string }[];
    const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    const recorder = new CallRecorder(socket);
    await recorder.#ask('Debugger.enable');
    return recorder;
  }

  async watch({ file, line, name }: Watched): Promise<void> {
    const condition = `(globalThis.__calls ??= []).push(${JSON.stringify(name)}), false`;
    const url = pathToFileURL(file).href;
    await this.#ask('Debugger.setBreakpointByUrl', { url, lineNumber: line, condition });
  }

  /** Returns the names of the functions that were called since the last call of this function, in order. */
  async take(): Promise<string[]> {
    const expression = '(() => { const calls = globalThis.__calls ?? []; globalThis.__calls = []; return calls; })()';
    const answer = await this.#ask('Runtime.evaluate', { expression, returnByValue: true });
    return (answer as { result: { value: string[] } }).result.value;
  }

  #ask(method: string, params: object = {}): Promise<unknown> {
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) => {
        this.#waiting.delete(id);
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${error.message}`));
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
  }
}
