import { EventLoop } from './event-loop.ts';
import { Station, WriteAheadLog } from './station.ts';

/** Milliseconds of CPU for a turn with one tool call, and of a flush, measured by `pnpm bench`. */
export interface TurnCosts {
  commits: number;
  serverCpuMs: number;
  postgresCpuMs: number;
  flushMs: number;
}

export interface Deployment {
  /** The number of control planes with a local runner, one core each. */
  replicas: number;
  /** The connections of each control plane. */
  poolSize: number;
  postgresCores: number;
  /**
   * Set if everything runs on one machine: replicas and PostgreSQL share these cores, and each turn costs the load generator
   * `loadCpuMs`.
   */
  shared?: { cores: number; loadCpuMs: number };
}

export type Load =
  /** A fixed number of conversations, each with one turn after another. */
  | { kind: 'closed'; sessions: number; modelMs: number }
  /** Turns that begin at random times, at this rate. */
  | { kind: 'open'; turnsPerSecond: number; modelMs: number };

export interface SimulatedRun {
  turnsPerSecond: number;
  commitsPerSecond: number;
  /** The time of one append, from the replica's first work on it to its commit. */
  appendP50Ms: number;
  appendP99Ms: number;
  serverUtilization: number;
  postgresUtilization: number;
  commitsPerFlush: number;
}

export interface SimulateOptions {
  costs: TurnCosts;
  deployment: Deployment;
  load: Load;
  seconds: number;
  seed?: number;
}

/** Simulates the event-append path of turns with one tool call. Service times are exponential around the measured means. */
export function simulateTurns(options: SimulateOptions): SimulatedRun {
  return new TurnSimulation(options).run();
}

class TurnSimulation {
  readonly #options: SimulateOptions;
  readonly #loop = new EventLoop();
  readonly #random: () => number;
  readonly #replicas: { cpu: Station; pool: Station }[];
  readonly #postgres: Station;
  readonly #log: WriteAheadLog;
  readonly #appendMs: number[] = [];
  #turns = 0;
  #begun = 0;

  constructor(options: SimulateOptions) {
    const { deployment, costs, seed = 1 } = options;
    this.#options = options;
    this.#random = mulberry32(seed);
    const one = deployment.shared === undefined ? null : new Station(this.#loop, deployment.shared.cores);
    this.#postgres = one ?? new Station(this.#loop, deployment.postgresCores);
    this.#log = new WriteAheadLog(this.#loop, costs.flushMs);
    this.#replicas = Array.from({ length: deployment.replicas }, () => ({
      cpu: one ?? new Station(this.#loop, 1),
      pool: new Station(this.#loop, deployment.poolSize),
    }));
  }

  run(): SimulatedRun {
    const { load, seconds } = this.#options;
    const end = seconds * 1_000;
    if (load.kind === 'closed') for (let nth = 0; nth < load.sessions; nth += 1) this.#converse(end);
    else this.#arrive(1_000 / load.turnsPerSecond, end);
    this.#loop.runUntil(end);
    const sorted = this.#appendMs.toSorted((a, b) => a - b);
    const at = (quantile: number) => sorted[Math.floor(sorted.length * quantile)] ?? Number.NaN;
    const cpus = this.#replicas.map(({ cpu }) => cpu.utilization);
    return {
      turnsPerSecond: this.#turns / seconds,
      commitsPerSecond: this.#log.commits / seconds,
      appendP50Ms: at(0.5),
      appendP99Ms: at(0.99),
      serverUtilization: cpus.reduce((sum, value) => sum + value, 0) / cpus.length,
      postgresUtilization: this.#postgres.utilization,
      commitsPerFlush: this.#log.commits / Math.max(1, this.#log.flushes),
    };
  }

  #converse(end: number): void {
    this.#playTurn(() => {
      if (this.#loop.now < end) this.#converse(end);
    });
  }

  #arrive(meanMs: number, end: number): void {
    this.#loop.after(this.#exponential(meanMs), () => {
      this.#playTurn(() => undefined);
      if (this.#loop.now < end) this.#arrive(meanMs, end);
    });
  }

  /** The model runs before the third and before the last commit; the load generator's own work is done once. */
  #playTurn(then: () => void): void {
    const { costs, load, deployment } = this.#options;
    const replica = this.#replicas[this.#begun % this.#replicas.length];
    this.#begun += 1;
    if (replica === undefined) return;
    const step = (nth: number): void => {
      if (nth === costs.commits) {
        this.#turns += 1;
        return then();
      }
      const waits = nth === 2 || nth === costs.commits - 1;
      this.#loop.after(waits ? this.#exponential(load.modelMs) : 0, () => this.#append(replica, () => step(nth + 1)));
    };
    if (deployment.shared === undefined) step(0);
    else replica.cpu.serve(this.#exponential(deployment.shared.loadCpuMs), () => step(0));
  }

  #append({ cpu, pool }: { cpu: Station; pool: Station }, then: () => void): void {
    const { costs } = this.#options;
    const startedAt = this.#loop.now;
    cpu.serve(this.#exponential(costs.serverCpuMs / costs.commits), () =>
      pool.take((release) =>
        this.#postgres.serve(this.#exponential(costs.postgresCpuMs / costs.commits), () =>
          this.#log.commit(() => {
            release();
            this.#appendMs.push(this.#loop.now - startedAt);
            then();
          }),
        ),
      ),
    );
  }

  #exponential(mean: number): number {
    return mean === 0 ? 0 : -mean * Math.log(1 - this.#random());
  }
}

/** A small seeded generator: the same seed gives the same run. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
