import { systemClock, type Clock } from '@everruns/kernel';
import type { OauthProvider } from '@everruns/schemas';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';

/** A person's identity at a provider. */
export interface OauthIdentity {
  provider: OauthProvider;
  /** Never changes at that provider. */
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  name: string | null;
}

/** The values that prove that the returning browser is the one that was sent. */
export interface OauthProof {
  state: string;
  verifier: string;
  nonce: string;
}

/** The answer to an authorization code. */
export type OauthTokens = Awaited<ReturnType<typeof authorizationCodeGrant>>;

/** The parts that differ between providers. */
export interface OauthDialect {
  provider: OauthProvider;
  scope: string;
  /** Whether the provider answers with an ID token, which must carry the nonce. */
  isOpenId: boolean;
  /** `skewSeconds`: what the library has to add to the machine's time to get the platform's. */
  configure(skewSeconds: number): Promise<Configuration>;
  identify(configuration: Configuration, tokens: OauthTokens): Promise<OauthIdentity>;
}

export interface OauthClient {
  provider: OauthProvider;
  /** The address to which to send the browser. */
  begin(redirectUri: string): Promise<{ url: URL; proof: OauthProof }>;
  /** Exchanges the values with which the browser came back. Rejects when state, PKCE, nonce, issuer or signature do not match. */
  finish(cameBackTo: URL, proof: OauthProof): Promise<OauthIdentity>;
}

/** The library tolerates 30 s. */
const MAX_DRIFT_SECONDS = 5;

/** Runs the authorization code flow with state, PKCE and, if there is an ID token, a nonce. */
export function createOauthClient(dialect: OauthDialect, clock: Pick<Clock, 'now'>): OauthClient {
  let configured: { skewSeconds: number; configuration: Promise<Configuration> } | null = null;
  const configure = (): Promise<Configuration> => {
    // The library reads the machine's clock, and takes the correction only once.
    const skewSeconds = Math.round((clock.now() - systemClock.now()) / 1_000);
    if (configured !== null && Math.abs(configured.skewSeconds - skewSeconds) <= MAX_DRIFT_SECONDS)
      return configured.configuration;
    const configuration = dialect.configure(skewSeconds).catch((error: unknown) => {
      configured = null;
      throw error;
    });
    configured = { skewSeconds, configuration };
    return configuration;
  };
  return {
    provider: dialect.provider,
    async begin(redirectUri) {
      const proof = { state: randomState(), verifier: randomPKCECodeVerifier(), nonce: randomNonce() };
      const url = buildAuthorizationUrl(await configure(), {
        redirect_uri: redirectUri,
        scope: dialect.scope,
        state: proof.state,
        code_challenge: await calculatePKCECodeChallenge(proof.verifier),
        code_challenge_method: 'S256',
        ...(dialect.isOpenId ? { nonce: proof.nonce } : {}),
      });
      return { url, proof };
    },
    async finish(cameBackTo, { state, verifier, nonce }) {
      const configuration = await configure();
      const tokens = await authorizationCodeGrant(configuration, cameBackTo, {
        expectedState: state,
        pkceCodeVerifier: verifier,
        ...(dialect.isOpenId ? { expectedNonce: nonce, idTokenExpected: true } : {}),
      });
      return dialect.identify(configuration, tokens);
    },
  };
}

/** Allows `http:` if the operator has configured it, for a provider on this machine. */
export function allowHttpOf(url: string, configuration: Configuration): void {
  if (new URL(url).protocol === 'http:') allowInsecureRequests(configuration);
}
