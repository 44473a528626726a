import { z } from 'zod';

/** A parameter whose value is a secret: `key`, `api_key`, `subscription-key`, `access_token`, `sig`. */
const SECRET_PARAMETER =
  /(?:^|[-_.])(?:key|apikey|token|accesstoken|secret|clientsecret|password|passwd|pwd|sig|signature|auth|authorization|credentials?)$/i;

/**
 * Returns why an address must not be stored, as the end of a sentence that begins with its name: everyone who may read the
 * address would read the secret in it. Returns null for a valid address and for text that is not a URL.
 */
export function findAddressFault(text: string): string | null {
  const url = URL.parse(text);
  if (url === null) return null;
  if (url.username !== '' || url.password !== '') {
    return 'must not hold a user name or password before the host: whoever may read it would see them, and a key has its own place';
  }
  const [parameter] = [...url.searchParams.keys()].filter((name) => SECRET_PARAMETER.test(name));
  if (parameter !== undefined) {
    return 'must not hold a key or token as a parameter: whoever may read it would see it, and a key has its own place';
  }
  return url.hash === '' ? null : 'must not hold a fragment (#…): it never reaches the server';
}

/** A function for `check` that refuses an address with a secret in it. */
export const refuseSecretInAddress: z.core.CheckFn<string> = (context) => {
  const fault = findAddressFault(context.value);
  if (fault === null) return;
  context.issues.push({ code: 'custom', message: fault, params: { rule: 'holds_secret' }, input: context.value });
};
