import { request } from 'node:http';

export interface Arrivals extends AsyncDisposable {
  /** The arrival time of each event by its id, in milliseconds since the epoch, with fractions. */
  at: ReadonlyMap<string, number>;
  turnCompleted: Promise<void>;
}

/** Follows a session from now on and records when each event arrives. */
export async function watchArrivals(url: string, sessionId: string): Promise<Arrivals> {
  const at = new Map<string, number>();
  const connected = Promise.withResolvers<void>();
  const turnCompleted = Promise.withResolvers<void>();
  const offset = clockOffset();
  const stream = request(`${url}/v1/sessions/${sessionId}/sse?after_sequence=latest`, { agent: false }, (response) => {
    response.setEncoding('latin1').on('data', (text: string) => {
      const now = performance.now() + offset;
      if (text.includes('event: connected')) connected.resolve();
      for (const [, id = ''] of text.matchAll(/^id: (\S+)$/gm)) at.set(id, now);
      if (text.includes('event: turn.completed')) turnCompleted.resolve();
    });
  });
  stream.on('error', connected.reject).end();
  await connected.promise;
  return {
    at,
    turnCompleted: turnCompleted.promise,
    async [Symbol.asyncDispose]() {
      stream.off('error', connected.reject).on('error', () => undefined);
      stream.destroy();
    },
  };
}

/** Returns the offset from `performance.now()` to the wall clock, measured at a tick of `Date.now()`. */
function clockOffset(): number {
  const before = Date.now();
  let now = before;
  while (now === before) now = Date.now();
  return now - performance.now();
}
