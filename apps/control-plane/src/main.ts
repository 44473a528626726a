export { parseConfig, type Config } from './config/config.ts';
export { listAllowedHosts } from './http/host-guard.ts';
export { migrate } from './db/migrate.ts';
export { startControlPlane, type ControlPlane } from './start-control-plane.ts';
export { describeAdmin } from './services/auth/describe-admin.ts';
export { resetPassword } from './services/auth/reset-password.ts';
export { rotateSecrets } from './services/secrets/rotate.ts';
export { type StartModels } from './services/models/describe-start.ts';
export { forgetProvider } from './services/providers/forget.ts';
