/** Tags of the OpenAPI document in the order of the navigation. Each tag is a page; others follow. */
export const REST_TAGS = [
  'agents',
  'sessions',
  'messages',
  'queue',
  'turns',
  'events',
  'files',
  'models',
  'capabilities',
  'approvals',
  'secrets',
  'usage',
  'limits',
  'auth',
  'organizations',
  'health',
] as const;
