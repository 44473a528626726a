import { LIMITS } from '@everruns/schemas';
import { describe, expect, it, vi } from 'vitest';
import { InMemorySteps } from '../testing/in-memory-steps.ts';
import { createSteps, OutcomeUnknownError } from './steps.ts';

const open = (store = new InMemorySteps()) => {
  const onRecorded = vi.fn();
  return { store, onRecorded, ...createSteps({ store, idempotencyKey: 'call', onRecorded }) };
};

describe('a step of a call', () => {
  it('runs once: another run of the call gets what was recorded', async () => {
    const first = open();
    const effect = vi.fn(async () => ({ id: 7 }));
    expect(await first.step('pay', effect)).toEqual({ id: 7 });
    expect(first.onRecorded).toHaveBeenCalledTimes(1);
    const second = open(first.store);
    expect(await second.step('pay', effect)).toEqual({ id: 7 });
    expect(effect).toHaveBeenCalledTimes(1);
    expect(effect).toHaveBeenCalledWith({ idempotencyKey: 'call:pay' });
  });

  it('runs again if it was not recorded', async () => {
    const { store, step } = open();
    await expect(step('pay', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(store.recorded.size).toBe(0);
    expect(await open(store).step('pay', () => 'paid')).toBe('paid');
  });

  it('has a name that nothing else in the call has', async () => {
    const { step } = open();
    await step('one', () => 1);
    await expect(step('one', () => 1)).rejects.toThrow('already run a step "one"');
    await expect(step('', () => 1)).rejects.toThrow('from 1 to');
    await expect(step('x'.repeat(LIMITS.stepNameLength + 1), () => 1)).rejects.toThrow('from 1 to');
  });

  it('has a result of at most 64 KB, which is returned as it is recorded', async () => {
    const { step } = open();
    expect(await step('text', () => 'a\u0000b')).toBe('a\uFFFDb');
    await expect(step('large', () => 'x'.repeat(LIMITS.stepResultBytes))).rejects.toThrow('more than 65536 bytes');
  });
});

describe('a step that happens at most once', () => {
  const crash = (): Promise<never> => Promise.reject(new Error('the process died'));

  it('records its intent first', async () => {
    const { store, step } = open();
    const seen: unknown[] = [];
    await step('pay', { effect: 'once' }, () => seen.push(...store.recorded.values()));
    expect(seen).toEqual([{ name: 'pay', result_json: null }]);
    expect(await open(store).step('pay', { effect: 'once' }, crash)).toBe(1);
  });

  it('does not run again without a way to find out whether it happened', async () => {
    const { store, step } = open();
    await step('pay', { effect: 'once' }, crash).catch(() => undefined);
    const again = vi.fn(() => 'paid');
    await expect(open(store).step('pay', { effect: 'once' }, again)).rejects.toBeInstanceOf(OutcomeUnknownError);
    expect(again).not.toHaveBeenCalled();
  });

  it('is asked about: it is recorded if it happened, and runs if it did not', async () => {
    const { store, step } = open();
    await step('pay', { effect: 'once' }, crash).catch(() => undefined);
    const happened = { effect: 'once' as const, verify: async () => ({ happened: true as const, result: 'found' }) };
    const other = new InMemorySteps();
    await other.record({ name: 'pay', result_json: null });
    expect(await open(store).step('pay', happened, crash)).toBe('found');
    const missing = { effect: 'once' as const, verify: async () => ({ happened: false as const }) };
    expect(await open(other).step('pay', missing, () => 'paid')).toBe('paid');
    expect(other.recorded.get('pay')?.result_json).toBe('"paid"');
  });
});
