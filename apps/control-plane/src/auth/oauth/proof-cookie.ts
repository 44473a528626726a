import type { Clock } from '@everruns/core/catalog';
import { OauthProvider } from '@everruns/schemas';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { openWithEither, type KeyPair } from '../../crypto/key-pair.ts';
import { readCookie } from '../session-cookie.ts';

const Pending = z.object({
  provider: OauthProvider,
  return_to: z.string(),
  proof: z.object({ state: z.string(), verifier: z.string(), nonce: z.string() }),
});

/** A sign-in that is in progress at another site. */
export type PendingSignIn = z.infer<typeof Pending>;

/** Stored encrypted in the browser that began the sign-in, so that no other browser can complete it and no table has to be swept. */
export interface ProofCookie {
  write(pending: PendingSignIn): Promise<string>;
  /** Null without a cookie, and for one that was altered or is older than ten minutes. */
  read(headers: Headers): Promise<PendingSignIn | null>;
  clear(): string;
}

const NAME = 'everruns_oauth';
const LIFETIME_SECONDS = 600;

export function createProofCookie(deps: { keys: KeyPair; clock: Clock; isSecure: boolean }): ProofCookie {
  const attributes = `Path=/v1/auth/callback; HttpOnly; SameSite=Lax${deps.isSecure ? '; Secure' : ''}`;
  return {
    async write(pending) {
      const token = await new EncryptJWT({ pending })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(Math.floor(deps.clock.now() / 1_000) + LIFETIME_SECONDS)
        .encrypt(deps.keys.current);
      return `${NAME}=${token}; Max-Age=${LIFETIME_SECONDS}; ${attributes}`;
    },
    async read(headers) {
      const token = readCookie(headers, NAME);
      if (token === null) return null;
      const options = {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        currentDate: new Date(deps.clock.now()),
      };
      const opened = await openWithEither(deps.keys, (key) => jwtDecrypt(token, key, options));
      return Pending.safeParse(opened?.payload['pending']).data ?? null;
    },
    clear: () => `${NAME}=; Max-Age=0; ${attributes}`,
  };
}
