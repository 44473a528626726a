import type { OrganizationId, OrganizationLimitName } from '@everruns/schemas';

/** What organizations use of one process, by the name of the limit. */
export type SharedUse = Record<OrganizationId, Partial<Record<OrganizationLimitName, number>>>;

/** Only organizations that use the most are near a limit, so the others are not told. */
const MAX_ORGANIZATIONS = 500;

/** The JSON of the organizations that use the most. */
export function encodeUse(use: SharedUse): string {
  const all = Object.entries(use).map(([orgId, counts]) => ({
    orgId,
    counts,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
  }));
  const most = all.toSorted((left, right) => right.total - left.total).slice(0, MAX_ORGANIZATIONS);
  return JSON.stringify(Object.fromEntries(most.map(({ orgId, counts }) => [orgId, counts])));
}

/** What organizations use of all other processes together. */
export class UseOfOthers {
  readonly #counts = new Map<string, number>();

  of(orgId: OrganizationId, name: OrganizationLimitName): number {
    return this.#counts.get(`${orgId} ${name}`) ?? 0;
  }

  learn(others: readonly SharedUse[]): void {
    this.#counts.clear();
    for (const use of others) {
      for (const [orgId, counts] of Object.entries(use)) {
        for (const [name, count] of Object.entries(counts)) {
          const key = `${orgId} ${name}`;
          this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
        }
      }
    }
  }
}
