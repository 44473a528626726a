import { isHostEntry } from '@everruns/ingress';

export interface UiEnvironment {
  /** The URL of the control plane, whose API appears under this server's own address. */
  apiUrl: URL;
  /** The names, suffixes and ranges, besides loopback, under which this server may be reached. */
  allowedHosts: readonly string[];
  isDevelopment: boolean;
}

/** Throws an error with one sentence if a setting is wrong. */
export function readUiEnvironment(): UiEnvironment {
  const allowedHosts = (process.env.ALLOWED_HOSTS ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '');
  const wrong = allowedHosts.filter((host) => !isHostEntry(host));
  if (wrong.length > 0) {
    throw new Error(
      `ALLOWED_HOSTS holds ${wrong.join(', ')}: give names, suffixes such as .example.com, or ranges such as 10.0.0.0/8, without scheme and port.`,
    );
  }
  return {
    apiUrl: new URL(process.env.EVERRUNS_API_URL || 'http://127.0.0.1:9000'),
    allowedHosts,
    isDevelopment: process.env.NODE_ENV === 'development',
  };
}
