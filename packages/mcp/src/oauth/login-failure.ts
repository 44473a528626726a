import { messageOf, toBoundedText } from '@everruns/kernel';
import { isEverrunsError } from '@everruns/schemas';
import type { Sdk } from '../load-sdk.ts';

/**
 * `unavailable`: a server did not answer, or not as it should; trying again may help. `refused`: the authorization server does not accept the
 * login, the client or the grant, or what was found is not safe to use.
 */
export type LoginFailureKind = 'unavailable' | 'refused';

/** Why a login failed. The message is one sentence for a person and holds no credentials. */
export class LoginFailure extends Error {
  readonly kind: LoginFailureKind;

  constructor(kind: LoginFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LoginFailure';
    this.kind = kind;
  }
}

const MAX_WORDS = 500;

/** Returns the failure that an error of the SDK or of the given `fetch` means. */
export function toLoginFailure(sdk: Sdk, error: unknown): LoginFailure {
  if (error instanceof LoginFailure) return error;
  if (error instanceof sdk.OAuthError) return fromAnswer(sdk, error);
  if (error instanceof sdk.OAuthClientFlowError) {
    return new LoginFailure(
      'refused',
      bounded(`What the authorization server says of itself is not safe to use: ${error.message}`),
      {
        cause: error,
      },
    );
  }
  if (isEverrunsError(error)) {
    const message =
      error.code === 'payload_too_large'
        ? 'An answer about the sign-in is too large.'
        : 'The sign-in leads to an address that is not public, or redirects. An operator can open a range with EGRESS_ALLOW_CIDRS.';
    return new LoginFailure('refused', message, { cause: error });
  }
  return new LoginFailure('unavailable', bounded(`The sign-in could not be prepared: ${messageOf(error)}`), {
    cause: error,
  });
}

function fromAnswer(sdk: Sdk, error: InstanceType<Sdk['OAuthError']>): LoginFailure {
  const { OAuthErrorCode: codes } = sdk;
  const transient: readonly string[] = [codes.ServerError, codes.TemporarilyUnavailable];
  const isTransient = transient.includes(error.code);
  const words = bounded(`The authorization server answered ${error.code}: ${error.message}`);
  return new LoginFailure(isTransient ? 'unavailable' : 'refused', words, { cause: error });
}

function bounded(text: string): string {
  return toBoundedText(text, MAX_WORDS);
}
