export { preloadSession } from './preload-session.ts';
export { SessionPage } from './session-page.tsx';
