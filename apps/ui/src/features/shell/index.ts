export { ApiCall } from './api-call.tsx';
export { Logo } from './logo.tsx';
export { Providers } from './providers.tsx';
export { Shell } from './shell.tsx';
export { useSettingsSections } from './use-settings-sections.ts';
