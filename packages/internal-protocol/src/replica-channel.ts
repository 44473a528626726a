import type { Client } from '@grpc/grpc-js';

/** `ipv4:10.0.0.1:9001,10.0.0.2:9001`, or `control-plane-0:9001,control-plane-1:9001`. */
const LIST = /^(?<scheme>ipv4:|ipv6:)?(?<items>[^,]+(?:,[^,]+)+)$/;

/**
 * Returns what gives an address for each channel. Of several replicas each channel tries them in an order of its own, so that workers spread
 * over them. gRPC knows lists of network addresses; of a list of names a channel gets one, and the next channel the next.
 */
export function addressSource(address: string, random: () => number): () => string {
  const { scheme, items: listed } = LIST.exec(address)?.groups ?? {};
  if (listed === undefined) return () => address;
  const items = listed.split(',');
  if (scheme !== undefined) return () => `${scheme}${shuffle(items, random).join(',')}`;
  let left: string[] = [];
  return () => {
    if (left.length === 0) left = shuffle(items, random);
    return left.pop() ?? address;
  };
}

/** grpc-js has a shuffle of its own, which leaves two items in their order. */
function shuffle(items: readonly string[], random: () => number): string[] {
  const places = items.map((item) => ({ item, place: random() }));
  return places.toSorted((left, right) => left.place - right.place).map(({ item }) => item);
}

/**
 * The channel to a replica of the control plane. A channel stays with the replica that it reached first, so a new one is opened for each
 * stream: that is how a worker moves on when a replica leaves, or asks it to.
 */
export class ReplicaChannel<Service extends Client> {
  readonly #open: () => Service;
  #client: Service;

  constructor(open: () => Service) {
    this.#open = open;
    this.#client = open();
  }

  get client(): Service {
    return this.#client;
  }

  /** Calls that run on the channel before end as they would have ended. */
  renew(): Service {
    const before = this.#client;
    this.#client = this.#open();
    before.close();
    return this.#client;
  }

  close(): void {
    this.#client.close();
  }
}
