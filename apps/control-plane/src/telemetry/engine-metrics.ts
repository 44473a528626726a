import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What the turn engine holds, as of each scrape. */
export interface EngineState {
  slots(this: void): { capacity: number; taken: number; waiting: number };
  holdsLease(this: void): boolean;
  countWorkers(this: void): number;
}

export interface EngineMetrics {
  onSwept(this: void, outcome: 'completed' | 'failed', seconds: number): void;
  /** The name of a repair is one of a closed set. */
  onRepaired(this: void, repair: string): void;
  /** The engine is made after its metrics, because it reports to them. */
  show(this: void, state: EngineState): void;
}

/** The metrics of the sweep and of what runs turns. */
export function createEngineMetrics(registry: Registry): EngineMetrics {
  const registers = [registry];
  const sweeps = new Histogram({
    name: 'everruns_sweep_seconds',
    help: 'Time of the periodic statement that finds what should run and does not, by outcome',
    labelNames: ['outcome'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers,
  });
  const repairs = new Counter({
    name: 'everruns_repairs_total',
    help: 'What sweeps of this process have moved on, by what was wrong. woken and wait_expired had come to their time, and are no sign of a fault',
    labelNames: ['repair'],
    registers,
  });
  return {
    onSwept: (outcome, seconds) => sweeps.observe({ outcome }, seconds),
    onRepaired: (repair) => repairs.inc({ repair }),
    show: (state) => showState(registers, state),
  };
}

function showState(registers: Registry[], { slots, holdsLease, countWorkers }: EngineState): void {
  const places = new Gauge({
    name: 'everruns_turn_slots',
    help: 'Slots for turns in this process, or, on Temporal, those that it has given out and not seen counted: all, taken, and turns that wait for one',
    labelNames: ['state'],
    registers,
    collect() {
      const { capacity, taken, waiting } = slots();
      places.set({ state: 'all' }, capacity);
      places.set({ state: 'taken' }, taken);
      places.set({ state: 'waiting' }, waiting);
    },
  });
  const lease: Gauge = new Gauge({
    name: 'everruns_lease_held',
    help: 'Whether this process holds its lease, without which it begins no turn',
    registers,
    collect: () => lease.set(Number(holdsLease())),
  });
  const workers: Gauge = new Gauge({
    name: 'everruns_worker_streams',
    help: 'Workers that are connected to this process',
    registers,
    collect: () => workers.set(countWorkers()),
  });
}
