/** The addresses whose pages tools have read in a session. No tool can write it but by reading a page. */
export interface SourceLog {
  /** Remembers an address, if the call ends well. */
  add(url: string): void;
  /** Whether the page at this address was read by an earlier call. */
  has(url: string): Promise<boolean>;
}
