import type { Clock } from '@everruns/core/catalog';
import { OauthProvider } from '@everruns/schemas';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { readCookie } from '../session-cookie.ts';

const Pending = z.object({
  provider: OauthProvider,
  return_to: z.string(),
  proof: z.object({ state: z.string(), verifier: z.string(), nonce: z.string() }),
});

/** A sign-in that is on its way through another site. */
export type PendingSignIn = z.infer<typeof Pending>;

/** Kept in the browser that began it, encrypted: no other browser can end it, and no table has to be swept. */
export interface ProofCookie {
  write(pending: PendingSignIn): Promise<string>;
  /** Null without one, and for one that is altered or older than ten minutes. */
  read(headers: Headers): Promise<PendingSignIn | null>;
  clear(): string;
}

const NAME = 'everruns_oauth';
const LIFETIME_SECONDS = 600;

export function createProofCookie(deps: { key: Buffer; clock: Clock; isSecure: boolean }): ProofCookie {
  const attributes = `Path=/v1/auth/callback; HttpOnly; SameSite=Lax${deps.isSecure ? '; Secure' : ''}`;
  return {
    async write(pending) {
      const token = await new EncryptJWT({ pending })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(Math.floor(deps.clock.now() / 1_000) + LIFETIME_SECONDS)
        .encrypt(deps.key);
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
      const opened = await jwtDecrypt(token, deps.key, options).catch(() => null);
      return Pending.safeParse(opened?.payload['pending']).data ?? null;
    },
    clear: () => `${NAME}=; Max-Age=0; ${attributes}`,
  };
}
