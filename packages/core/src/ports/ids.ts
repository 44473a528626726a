/** Mints identifiers. */
export interface Ids {
  /** A fresh UUID v7. */
  uuid(): string;
}
