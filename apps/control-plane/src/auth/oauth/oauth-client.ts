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

/** Who somebody is elsewhere. */
export interface OauthIdentity {
  provider: OauthProvider;
  /** Theirs for ever at that provider. */
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  name: string | null;
}

/** What proves, when the browser comes back, that it is the one that was sent. */
export interface OauthProof {
  state: string;
  verifier: string;
  nonce: string;
}

/** The answer to an authorization code. */
export type OauthTokens = Awaited<ReturnType<typeof authorizationCodeGrant>>;

/** What one provider has of its own. */
export interface OauthDialect {
  provider: OauthProvider;
  scope: string;
  /** Whether it answers with an ID token, which must carry the nonce. */
  isOpenId: boolean;
  /** `skewSeconds`: what the library has to add to the machine's time to have the platform's. */
  configure(skewSeconds: number): Promise<Configuration>;
  identify(configuration: Configuration, tokens: OauthTokens): Promise<OauthIdentity>;
}

export interface OauthClient {
  provider: OauthProvider;
  /** Where to send the browser. */
  begin(redirectUri: string): Promise<{ url: URL; proof: OauthProof }>;
  /** Exchanges what it came back with. Rejects when state, PKCE, nonce, issuer or signature do not fit. */
  finish(cameBackTo: URL, proof: OauthProof): Promise<OauthIdentity>;
}

/** The library forgives 30 s. */
const MAX_DRIFT_SECONDS = 5;

/** The authorization code flow with state, PKCE and, where there is an ID token, a nonce. */
export function createOauthClient(dialect: OauthDialect, clock: Pick<Clock, 'now'>): OauthClient {
  let configured: { skewSeconds: number; configuration: Promise<Configuration> } | null = null;
  const configure = (): Promise<Configuration> => {
    // The library reads the machine's clock, and is told for good how far off that is.
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

/** An operator who writes `http:` means it: a provider on this machine. */
export function allowHttpOf(url: string, configuration: Configuration): void {
  if (new URL(url).protocol === 'http:') allowInsecureRequests(configuration);
}
