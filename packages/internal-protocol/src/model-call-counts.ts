/** Calls of models in one process: those under way, and those that wait for a slot of their provider. Whoever calls keeps it true. */
export interface ModelCallCounts {
  running: number;
  waiting: number;
}
