/** The last row of the page before. Lists go by `(created_at, id)`, newest first. */
export interface KeysetPosition {
  /** ISO 8601, milliseconds: what was written, exactly. */
  created_at: string;
  id: string;
}
