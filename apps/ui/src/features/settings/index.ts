export { AuditLog } from './audit-log.tsx';
export { ApiKeys } from './api-keys.tsx';
export { Members } from './members.tsx';
export { Models } from './models.tsx';
export { Organization } from './organization.tsx';
export { Password } from './password.tsx';
export { Providers } from './providers.tsx';
export { SettingsFrame } from './settings-frame.tsx';
