import type { UsageRow } from './evidence.ts';

/** Dollars are counted in whole units of this fraction, so that sums are exact. */
const PARTS_OF_A_DOLLAR = 1e10;

/** Whole numbers by field. */
export type UsageSum = ReadonlyMap<string, number>;

export function sumOf(usages: readonly UsageRow[]): UsageSum {
  const sum = new Map<string, number>();
  for (const usage of usages)
    for (const [field, count = 0] of Object.entries(usage)) sum.set(field, (sum.get(field) ?? 0) + whole(field, count));
  return sum;
}

/** The fields in which a stored usage is not that sum. */
export function differencesOf(told: UsageRow, sum: UsageSum): { field: string; told: number; was: number }[] {
  const fields = new Set([...Object.keys(told), ...sum.keys()]);
  return [...fields].flatMap((field) => {
    const [is, was] = [whole(field, told[field] ?? 0), sum.get(field) ?? 0];
    return is === was ? [] : [{ field, told: is, was }];
  });
}

function whole(field: string, count: number): number {
  return field === 'cost_usd' ? Math.round(count * PARTS_OF_A_DOLLAR) : count;
}
