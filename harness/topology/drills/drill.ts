import type { Violation } from '../../chaos/oracle/violation.ts';
import type { Topology, TopologyOptions } from '../topology.ts';

export interface DrillOptions {
  sessions: number;
  /** Turns that end before the faults begin, and after each of them. */
  turnsBetween: number;
  /** Whether the proxy takes part in it. Its clients lose their connections then. */
  hasProxy: boolean;
  /** Whether a turn that takes longer than the bound of the drill is a violation. Bounds are for a quiet machine. */
  isStrict: boolean;
  onProgress: (text: string) => void;
}

export interface DrillReport {
  /** What was lost, doubled, stuck or late; nothing in a drill that went well. */
  violations: (Violation | Late)[];
  /** For a person: what was done and measured. */
  lines: string[];
}

/** Something that took too long, or was answered in another way than it had to be. */
export interface Late {
  invariant: 'bound';
  session_id: '';
  says: string;
}

export function beyondBound(says: string): Late {
  return { invariant: 'bound', session_id: '', says };
}

/** What the cluster of a drill must be like. Disposing of it ends what it has opened. */
export interface Ground extends AsyncDisposable {
  options: Partial<TopologyOptions>;
}

/** A cluster with these options, for which nothing has to be opened. */
export const like = (options: Partial<TopologyOptions>): Ground => ({
  options,
  [Symbol.asyncDispose]: async () => undefined,
});

/** Something that happens to a cluster under load. Its bounds are its own. */
export interface Drill {
  name: string;
  says: string;
  /** Absent: any cluster. Null: this machine cannot have such a cluster, and the reason was printed. */
  prepare?(): Promise<Ground | null>;
  run(topology: Topology, options: DrillOptions): Promise<DrillReport>;
}
