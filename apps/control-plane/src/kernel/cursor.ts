import { createHmac, timingSafeEqual } from 'node:crypto';
import { EverrunsError, type OrganizationId } from '@everruns/schemas';

/** The scope of a cursor: one list with one filter, in one organization. */
export interface CursorBinding {
  org_id: OrganizationId;
  /** The list's name and every filter that shaped it, except the limit. */
  filter: Record<string, unknown>;
}

/** Opaque keyset positions that a client can neither use in another organization nor forge. */
export interface CursorCodec {
  encode(binding: CursorBinding, position: readonly string[]): string;
  /** Throws `invalid_cursor` for a cursor that was altered, or belongs to another organization or another filter. */
  decode(binding: CursorBinding, cursor: string): string[];
}

const MAC_BYTES = 16;

/**
 * Cursors signed with the `previous` key are still accepted, so a client in the middle of a list does not notice a key rotation.
 */
export function createCursorCodec(current: Buffer, previous: Buffer | null = null): CursorCodec {
  const keys = previous === null ? [current] : [current, previous];
  const sign = (binding: CursorBinding, position: string, key = current) =>
    createHmac('sha256', key)
      .update(JSON.stringify([binding.org_id, Object.entries(binding.filter).toSorted(byName), position]))
      .digest()
      .subarray(0, MAC_BYTES);
  return {
    encode(binding, position) {
      const text = JSON.stringify(position);
      return Buffer.concat([sign(binding, text), Buffer.from(text)]).toString('base64url');
    },
    decode(binding, cursor) {
      const bytes = Buffer.from(cursor, 'base64url');
      const mac = bytes.subarray(0, MAC_BYTES);
      const text = bytes.subarray(MAC_BYTES).toString();
      const isOurs = mac.length === MAC_BYTES && keys.some((key) => timingSafeEqual(mac, sign(binding, text, key)));
      if (!isOurs || bytes.toString('base64url') !== cursor) throw invalidCursor();
      // The signature is valid, so `encode` wrote this text.
      return JSON.parse(text) as string[];
    },
  };
}

function byName([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1;
}

function invalidCursor(): EverrunsError {
  const message = 'is not a cursor of this list with these filters; start again without it';
  return new EverrunsError('invalid_cursor', `cursor ${message}.`, {
    errors: [{ path: 'cursor', code: 'invalid_cursor', message }],
  });
}
