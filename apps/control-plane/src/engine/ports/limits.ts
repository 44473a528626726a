import type { OrganizationLimits } from '../../limits/organization-limits.ts';

/** The limits of organizations, as the engine asks for them. */
export type EngineLimits = Pick<OrganizationLimits, 'limitOf' | 'enter' | 'assertRoom' | 'noteAdded'>;
