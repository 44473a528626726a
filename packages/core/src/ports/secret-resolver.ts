/** Secrets by name, for the requests of one tool call. */
export interface SecretResolver {
  /**
   * Returns the value of a secret of the call's organization, to be put into a request to this host and into nothing else. `host` has a
   * port: `api.example.com:443`. Throws `not_found`, and `secret_host_not_allowed` for a host that the secret does not list.
   */
  resolve(name: string, host: string): Promise<string>;
}
