export { parseConfig, type Config } from './config/config.ts';
export { listAllowedHosts } from './http/host-guard.ts';
export { migrate, schemaVersion } from './db/migrate.ts';
export { startControlPlane, type ControlPlane, type StartControlPlaneOptions } from './start-control-plane.ts';
export { resetPassword } from './services/auth/reset-password.ts';
export { rotateSecrets } from './services/secrets/rotate.ts';
export { type StartModels } from './services/models/describe-start.ts';
export { type EnvironmentVendor } from './services/providers/environment-offers.ts';
export { forgetProvider } from './services/providers/forget.ts';
