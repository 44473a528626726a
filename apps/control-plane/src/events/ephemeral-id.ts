import type { Ids } from '@everruns/core/catalog';

/** Makes a UUID v8. Its first 48 bits hold the sequence after which a frame was sent, and the rest is random. */
export function makeEphemeralId(ids: Ids, sequence: number): string {
  const place = sequence.toString(16).padStart(12, '0');
  const random = ids.uuid();
  return `${place.slice(0, 8)}-${place.slice(8)}-8${random.slice(15)}`;
}

/** Returns the sequence that an ephemeral id holds, or null for any other id. */
export function findEphemeralSequence(id: string): number | null {
  if (id[14] !== '8') return null;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
