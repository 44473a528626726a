/** The limits of the pool, for all tenants and for one tenant. */
export interface FairQueueLimits {
  /** Jobs that run at once. */
  slots: number;
  /** Running jobs of one tenant. */
  slotsPerTenant: number;
  /** Jobs that wait, and the bytes of their inputs. */
  waitingPerTenant: number;
  waitingBytesPerTenant: number;
  waitingTotal: number;
}

interface Waiter {
  bytes: number;
  admit: () => void;
}

interface Tenant {
  running: number;
  waitingBytes: number;
  waiting: Set<Waiter>;
}

/** A place in the queue. `admitted` resolves when the job may run. `leave` returns the place once, whether the job ran or not. */
export interface Place {
  admitted: Promise<void>;
  leave: () => void;
}

/**
 * Admits jobs tenant by tenant: a free slot goes to the tenant that has waited longest since its last turn and is below its share.
 * Within a tenant the order is that of arrival.
 */
export class FairQueue {
  readonly #limits: FairQueueLimits;
  /** In the order in which tenants are served. A tenant that was served moves to the end. */
  readonly #tenants = new Map<string, Tenant>();
  #running = 0;
  #waiting = 0;

  constructor(limits: FairQueueLimits) {
    this.#limits = limits;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Returns null if the queue, or the tenant's part of it, is full. */
  enter(name: string, bytes: number): Place | null {
    const tenant = this.#tenants.get(name) ?? { running: 0, waitingBytes: 0, waiting: new Set() };
    const mustWait = this.#running >= this.#limits.slots || tenant.running >= this.#limits.slotsPerTenant;
    if (mustWait && this.#isFull(tenant, bytes)) return null;
    this.#tenants.set(name, tenant);
    const { promise: admitted, resolve } = Promise.withResolvers<void>();
    const waiter: Waiter = { bytes, admit: resolve };
    tenant.waiting.add(waiter);
    tenant.waitingBytes += bytes;
    this.#waiting += 1;
    this.#admitNext();
    let hasLeft = false;
    return {
      admitted,
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        this.#leave(name, tenant, waiter);
      },
    };
  }

  #isFull(tenant: Tenant, bytes: number): boolean {
    const { waitingPerTenant, waitingBytesPerTenant, waitingTotal } = this.#limits;
    const isFirst = tenant.waiting.size === 0;
    return (
      tenant.waiting.size >= waitingPerTenant ||
      this.#waiting >= waitingTotal ||
      (!isFirst && tenant.waitingBytes + bytes > waitingBytesPerTenant)
    );
  }

  #leave(name: string, tenant: Tenant, waiter: Waiter): void {
    if (!this.#stopWaiting(tenant, waiter)) {
      tenant.running -= 1;
      this.#running -= 1;
      this.#moveToEnd(name, tenant);
    }
    if (tenant.running === 0 && tenant.waiting.size === 0) this.#tenants.delete(name);
    this.#admitNext();
  }

  #stopWaiting(tenant: Tenant, waiter: Waiter): boolean {
    if (!tenant.waiting.delete(waiter)) return false;
    tenant.waitingBytes -= waiter.bytes;
    this.#waiting -= 1;
    return true;
  }

  #admitNext(): void {
    while (this.#running < this.#limits.slots) {
      const next = this.#findNext();
      if (next === null) return;
      const [name, tenant, waiter] = next;
      this.#stopWaiting(tenant, waiter);
      tenant.running += 1;
      this.#running += 1;
      this.#moveToEnd(name, tenant);
      waiter.admit();
    }
  }

  #moveToEnd(name: string, tenant: Tenant): void {
    this.#tenants.delete(name);
    this.#tenants.set(name, tenant);
  }

  #findNext(): [string, Tenant, Waiter] | null {
    for (const [name, tenant] of this.#tenants) {
      const [waiter] = tenant.waiting;
      if (waiter !== undefined && tenant.running < this.#limits.slotsPerTenant) return [name, tenant, waiter];
    }
    return null;
  }
}
