import type { Readable } from 'node:stream';

/** The bytes of a body, which are read only as fast as they are asked for. */
export interface BodySource {
  read(): Promise<{ done: boolean; value?: Uint8Array<ArrayBuffer> | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}

/** `toError` turns what broke the stream into what the reader gets. */
export function readNodeStream(body: Readable, toError: (error: unknown) => unknown = (error) => error): BodySource {
  let end: { error: unknown } | 'whole' | null = null;
  let wake = (): void => undefined;
  const finish = (how: { error: unknown } | 'whole'): void => {
    end ??= how;
    wake();
  };
  // The stream's own iterator does the same with twice as many listeners and a generator.
  body.on('readable', () => wake());
  body.on('end', () => finish('whole'));
  body.on('error', (error) => finish({ error }));
  // Every body closes, and an error is dear to make: its stack is captured.
  body.on('close', () => {
    if (end === null) finish({ error: new Error('The body ended early.') });
  });
  return {
    async read() {
      for (;;) {
        const value = body.read() as Uint8Array<ArrayBuffer> | null;
        if (value !== null) return { done: false, value };
        if (end === 'whole') return { done: true };
        if (end !== null) throw toError(end.error);
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    async cancel(reason) {
      body.destroy(reason instanceof Error ? reason : undefined);
    },
  };
}
