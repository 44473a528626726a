import type { OrganizationId } from '@everruns/schemas';

export interface ToldListener {
  /** An organization has a webhook from now on, by this process. */
  onActive(orgId: OrganizationId): void;
  /** Something may be due. */
  onWake(): void;
}

/**
 * The organizations that have a webhook, as this process knows it. It looks for deliveries only while it knows any, and at once only after
 * events of these. It may know too many or too few: what is told to whom is decided by the statement that writes the event, and a delivery of
 * which one process does not know is sent by another, or once this one has read the list again.
 */
export class ToldOrganizations {
  #known: ReadonlySet<OrganizationId> = new Set();
  #added = new Set<OrganizationId>();
  #listener: ToldListener | null = null;

  has(orgId: OrganizationId): boolean {
    return this.#known.has(orgId) || this.#added.has(orgId);
  }

  get isEmpty(): boolean {
    return this.#known.size + this.#added.size === 0;
  }

  /** The organization has a webhook that this process has just written. */
  noteActive(orgId: OrganizationId): void {
    this.learn(orgId);
    this.#listener?.onActive(orgId);
  }

  learn(orgId: OrganizationId): void {
    this.#added.add(orgId);
  }

  /** Takes all of them, as they were read. What was added while they were read stays. */
  replace(all: ReadonlySet<OrganizationId>, addedBefore: ReadonlySet<OrganizationId>): void {
    this.#known = all;
    this.#added = new Set([...this.#added].filter((orgId) => !addedBefore.has(orgId)));
  }

  get added(): ReadonlySet<OrganizationId> {
    return new Set(this.#added);
  }

  wake(): void {
    this.#listener?.onWake();
  }

  listen(listener: ToldListener): void {
    this.#listener = listener;
  }
}
