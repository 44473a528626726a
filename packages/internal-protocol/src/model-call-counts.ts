/** The model calls of one process: running, and waiting for a slot of their provider. The caller updates the counts. */
export interface ModelCallCounts {
  running: number;
  waiting: number;
}
