export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10' | 'I11';

/** One way in which the evidence contradicts "What must hold after any fault" of the engine's design. */
export interface Violation {
  invariant: Invariant;
  session_id: string;
  says: string;
}
