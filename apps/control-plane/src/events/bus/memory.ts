import type { BusHint, EventBus } from '../hub.ts';

/** Joins the hubs of one process, as a bus between replicas would: a hint reaches every subscriber but its sender. */
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
        subscribe(listener) {
          own.add(listener);
          return () => own.delete(listener);
        },
        close: async () => void members.delete(own),
      };
    },
  };
}

/** The bus of a replica that is alone: nobody listens. */
export function createMemoryBus(): EventBus {
  return createMemoryBusNetwork().connect();
}
