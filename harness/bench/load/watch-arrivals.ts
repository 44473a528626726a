import { request } from 'node:http';

export interface Arrivals extends AsyncDisposable {
  /** When each event came, by its id: milliseconds since the epoch, with fractions. */
  at: ReadonlyMap<string, number>;
  turnCompleted: Promise<void>;
}

/** Follows a session from now on and notes when each recorded event arrives. */
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

/** What to add to `performance.now()` for the wall clock: taken at the moment at which `Date.now()` ticks. */
function clockOffset(): number {
  const before = Date.now();
  let now = before;
  while (now === before) now = Date.now();
  return now - performance.now();
}
