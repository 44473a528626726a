/** The tags of the OpenAPI document, each of which is a page, in the order of the navigation. */
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
  'usage',
  'auth',
  'organizations',
  'health',
] as const;
