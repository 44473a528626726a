/** Who asks before signing in: all that is known of the caller is where the request comes from. The context of the public verbs. */
export interface AnonymousContext {
  headers: Headers;
  /** The client's network address, as far as the trusted proxies tell it. */
  address: string;
  request_id: string;
}
