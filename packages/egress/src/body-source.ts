import type { Readable } from 'node:stream';

/** The bytes of a body, which are read only as fast as they are asked for. */
export interface BodySource {
  read(): Promise<{ done: boolean; value?: Uint8Array<ArrayBuffer> | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}

/** `toError` turns what broke the stream into what the reader gets. */
export function readNodeStream(body: Readable, toError: (error: unknown) => unknown = (error) => error): BodySource {
  const chunks: AsyncIterator<Uint8Array<ArrayBuffer>> = body[Symbol.asyncIterator]();
  return {
    async read() {
      try {
        const { done, value } = await chunks.next();
        return done === true ? { done } : { done: false, value };
      } catch (error) {
        throw toError(error);
      }
    },
    async cancel(reason) {
      body.on('error', () => undefined).destroy(reason instanceof Error ? reason : undefined);
    },
  };
}
