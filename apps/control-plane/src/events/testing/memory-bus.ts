import type { BusHint, EventBus } from '../hub.ts';

/** Connects hubs of one process as a bus between replicas would: a hint reaches every member but its sender. */
export function createMemoryBusNetwork(): { connect(): EventBus } {
  const members = new Set<Set<(hint: BusHint) => void>>();
  return {
    connect() {
      const own = new Set<(hint: BusHint) => void>();
      let isActive = false;
      members.add(own);
      return {
        setActive: (active) => (isActive = active),
        publish(hint) {
          if (!isActive) return;
          for (const listeners of members) if (listeners !== own) for (const listener of listeners) listener(hint);
        },
        follow: () => undefined,
        hasPeers: () => isActive,
        hasFollowers: () => isActive,
        subscribe(listener) {
          own.add(listener);
          return () => own.delete(listener);
        },
        close: async () => void members.delete(own),
      };
    },
  };
}

/** The bus of the only replica: it has no other member. */
export function createMemoryBus(): EventBus {
  return createMemoryBusNetwork().connect();
}
