export interface UiEnvironment {
  /** Where the control plane is; its API appears under this server's own address. */
  apiUrl: URL;
  /** Host names beside loopback under which this server may be reached. */
  allowedHosts: readonly string[];
  isDevelopment: boolean;
}

export function readUiEnvironment(): UiEnvironment {
  return {
    apiUrl: new URL(process.env.EVERRUNS_API_URL || 'http://127.0.0.1:9000'),
    allowedHosts: (process.env.ALLOWED_HOSTS ?? '')
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ''),
    isDevelopment: process.env.NODE_ENV === 'development',
  };
}
