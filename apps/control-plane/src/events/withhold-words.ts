import { z } from 'zod';

type Data = Record<string, unknown>;

/** Events that hold what a provider said, and what others read in its place. */
const WITHHELD: Readonly<Record<string, (data: Data) => Data>> = {
  'turn.failed': ({ provider_message: _words, ...data }) => data,
  'attempt.failed': ({ provider_message: _words, ...data }) => data,
  'history.repaired': (data) => ({ ...data, reason: 'The provider refused the conversation.' }),
  'model.adjusted': (data) => ({ ...data, reason: 'The provider refused these parameters.' }),
};
const Envelope = z.record(z.string(), z.unknown());

/** The JSON of an event for readers who may not write: without the words of providers. */
export function withholdWords(event: { type: string; json: string }): string {
  const withhold = Object.hasOwn(WITHHELD, event.type) ? WITHHELD[event.type] : undefined;
  if (withhold === undefined) return event.json;
  const envelope = Envelope.parse(JSON.parse(event.json));
  const data = Envelope.safeParse(envelope['data']);
  // What is no object has no field that a reader may see.
  return JSON.stringify({ ...envelope, data: withhold(data.success ? data.data : {}) });
}
