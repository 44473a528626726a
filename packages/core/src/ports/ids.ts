/** Mints identifiers. */
export interface Ids {
  /** Returns a new UUID v7. */
  uuid(): string;
}
