import { list } from '@everruns/settings';
import { ORGANIZATION_LIMITS, OrganizationLimitName } from '@everruns/schemas';

const ENTRY = /^([a-z_]+)=(\d{1,15})$/;

/** `name=value` parts, with the name of a limit and a whole number. */
export const organizationLimits = list.refine(
  (parts) => parts.every((part) => OrganizationLimitName.safeParse(ENTRY.exec(part)?.[1]).success),
  `must hold parts such as streams=500, each with one of ${OrganizationLimitName.options.join(', ')}`,
);

/** The defaults of the catalog hold where several organizations share the platform. */
export function toOrganizationLimits(
  parts: readonly string[],
  isShared: boolean,
): Partial<Record<OrganizationLimitName, number>> {
  const fallbacks = Object.entries(ORGANIZATION_LIMITS).map(([name, { fallback }]) => [name, fallback]);
  const set = parts.map((part) => part.split('=')).map(([name, value]) => [name, Number(value)]);
  return Object.fromEntries([...(isShared ? fallbacks : []), ...set]) as Partial<Record<OrganizationLimitName, number>>;
}
