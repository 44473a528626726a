import type { BodySource } from './body-source.ts';

export type BodyStream = ReadableStream<Uint8Array<ArrayBuffer>>;

/** What a transformation may do with the body behind it. After `error` and `end` it is asked nothing more. */
export interface BodyOutput {
  enqueue(chunk: Uint8Array<ArrayBuffer>): void;
  error(reason: unknown): void;
  end(): void;
}

export interface BodyTransform {
  chunk: (chunk: Uint8Array<ArrayBuffer>, output: BodyOutput) => void;
  /** Called once, when nothing more of the body will be read, whatever the reason. */
  onEnd?: (() => void) | undefined;
}

/** As `pipeThrough` of a TransformStream that holds nothing back: the source is read only as the stream is read itself. */
export function transformBody(source: BodySource, { chunk: transform, onEnd }: BodyTransform): BodyStream {
  const state = { isOver: false, hasGiven: false };
  const finish = (): void => {
    if (state.isOver) return;
    state.isOver = true;
    onEnd?.();
  };
  const leave = (reason?: unknown): void => {
    finish();
    source.cancel(reason).catch(() => undefined);
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        state.hasGiven = false;
        const output: BodyOutput = {
          enqueue(chunk) {
            state.hasGiven = true;
            controller.enqueue(chunk);
          },
          error(reason) {
            controller.error(reason);
            leave(reason);
          },
          end() {
            controller.close();
            leave();
          },
        };
        while (!state.hasGiven && !state.isOver) {
          const read = await source.read().catch((error: unknown) => {
            finish();
            throw error;
          });
          if (read.done || read.value === undefined) {
            finish();
            return controller.close();
          }
          transform(read.value, output);
        }
      },
      cancel(reason) {
        finish();
        return source.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
