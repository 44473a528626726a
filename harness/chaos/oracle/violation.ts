export type Invariant = `I${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19}`;

/** One way in which the evidence contradicts what must hold after any fault (README.md). */
export interface Violation {
  invariant: Invariant;
  session_id: string;
  says: string;
  /** What had to happen did happen, but after its time, as it may on a busy machine. */
  is_late?: true;
}
