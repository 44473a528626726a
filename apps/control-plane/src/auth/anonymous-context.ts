/** The context of the public verbs. Before a caller has signed in, only the origin of the request is known. */
export interface AnonymousContext {
  headers: Headers;
  /** The client's network address, as far as the trusted proxies tell it. */
  address: string;
  request_id: string;
}

/** Takes the origin from the input of a public route. */
export function toAnonymous(input: { headers: Headers; address: string; requestId: string }): AnonymousContext {
  const { headers, address, requestId } = input;
  return { headers, address, request_id: requestId };
}
