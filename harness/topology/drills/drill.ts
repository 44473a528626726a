import type { Violation } from '../../chaos/oracle/violation.ts';
import type { Topology } from '../topology.ts';

export interface DrillOptions {
  sessions: number;
  /** Turns that end before the faults begin, and after each of them. */
  turnsBetween: number;
  /** Whether the proxy takes part in it. Its clients lose their connections then. */
  hasProxy: boolean;
  onProgress: (text: string) => void;
}

export interface DrillReport {
  /** What was lost, doubled or stuck; nothing in a drill that went well. */
  violations: Violation[];
  /** For a person: what was done and measured. */
  lines: string[];
}

/** Something that happens to a cluster under load. Its bounds are its own. */
export interface Drill {
  name: string;
  says: string;
  run(topology: Topology, options: DrillOptions): Promise<DrillReport>;
}
