import { describe, expect, it } from 'vitest';
import { MEASURED } from './measured.ts';
import { simulateTurns, type Deployment } from './simulate-turns.ts';

const { costs, cores, lanes, loadCpuMs, modelMs } = MEASURED;
const here: Deployment = { replicas: 1, poolSize: 20, postgresCores: cores, shared: { cores, loadCpuMs } };
const TEN_TIMES = 10 * MEASURED.turnsPerSecond;
/** The capacity page's plan for ten times this machine, with replicas and cores at 60 % load. */
const plan: Deployment = {
  replicas: Math.ceil((TEN_TIMES * costs.serverCpuMs) / 1_000 / 0.6),
  poolSize: 20,
  postgresCores: Math.ceil((TEN_TIMES * costs.postgresCpuMs) / 1_000 / 0.6),
};
const tenTimes = { kind: 'open', turnsPerSecond: TEN_TIMES, modelMs: 100 } as const;

describe('the event-append path in simulated time', () => {
  it('gives what this machine was measured to give, within a quarter', () => {
    const run = simulateTurns({
      costs,
      deployment: here,
      load: { kind: 'closed', sessions: lanes, modelMs },
      seconds: 20,
    });
    expect(run.turnsPerSecond / MEASURED.turnsPerSecond).toBeGreaterThan(0.75);
    expect(run.turnsPerSecond / MEASURED.turnsPerSecond).toBeLessThan(1.25);
  });

  it('carries ten times that with the replicas and cores that the capacity page names, appends within 20 ms at p99', () => {
    const run = simulateTurns({ costs, deployment: plan, load: tenTimes, seconds: 8 });
    expect(run.commitsPerSecond / (TEN_TIMES * costs.commits)).toBeGreaterThan(0.9);
    expect(run.appendP99Ms).toBeLessThan(20);
    expect(run.postgresUtilization).toBeLessThan(0.7);
    expect(run.serverUtilization).toBeLessThan(0.7);
  });

  it('meets its first wall at PostgreSQL: with half of its cores appends no longer keep up', () => {
    const postgresCores = Math.floor(plan.postgresCores / 2);
    const run = simulateTurns({ costs, deployment: { ...plan, postgresCores }, load: tenTimes, seconds: 8 });
    expect(run.postgresUtilization).toBeGreaterThan(0.97);
    expect(run.appendP99Ms).toBeGreaterThan(200);
  });

  it('shares a flush among more commits the slower the disk is', () => {
    const slow = simulateTurns({ costs: { ...costs, flushMs: 5 }, deployment: plan, load: tenTimes, seconds: 4 });
    const fast = simulateTurns({ costs: { ...costs, flushMs: 0.2 }, deployment: plan, load: tenTimes, seconds: 4 });
    expect(slow.commitsPerFlush).toBeGreaterThan(10 * fast.commitsPerFlush);
    expect(slow.commitsPerSecond / fast.commitsPerSecond).toBeGreaterThan(0.95);
  });

  it('is the same for the same seed', () => {
    const options = { costs, deployment: plan, load: tenTimes, seconds: 1, seed: 7 };
    expect(simulateTurns(options)).toEqual(simulateTurns(options));
    expect(simulateTurns(options)).not.toEqual(simulateTurns({ ...options, seed: 8 }));
  });
});
