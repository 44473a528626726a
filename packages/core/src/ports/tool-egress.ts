/** How a tool narrows its calls. What is absent keeps the limits of the egress module: 5 MB, 20 s, any public host. */
export interface ToolEgressOptions {
  /** The most decoded bytes of a body. */
  maxBytes?: number;
  /** The time from the call to the body's last byte. */
  timeoutMs?: number;
  /** The hosts that a call and its redirects may reach, as `HostPattern` writes them. */
  hosts?: readonly string[];
  /** Names of headers that hold a secret. A redirect to another origin drops them, as it drops `authorization`. */
  secretHeaders?: readonly string[];
}

/**
 * The one way of a tool to the network. Its `fetch` reaches no private address unless the operator has opened it, and throws an
 * `EverrunsError` `invalid_request` for an address that is refused. A body that is too large ends in `payload_too_large`.
 */
export interface ToolEgress {
  /** Returns a `fetch` for one call of a tool, which ends with `signal`. */
  open(options: ToolEgressOptions, signal: AbortSignal): typeof fetch;
}
