export interface AppendersOptions {
  /** Each call makes one commit. */
  append: (lane: number) => Promise<void>;
  lanes: number;
  ms: number;
  eventsPerAppend: number;
}

/** Appends one event batch after another in every lane, and returns the events per second. */
export async function runAppenders({ append, lanes, ms, eventsPerAppend }: AppendersOptions): Promise<number> {
  const startedAt = performance.now();
  let appends = 0;
  const run = async (lane: number): Promise<void> => {
    while (performance.now() - startedAt < ms) {
      await append(lane);
      appends += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  return (appends * eventsPerAppend) / ((performance.now() - startedAt) / 1_000);
}
