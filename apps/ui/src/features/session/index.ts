export { preloadSession } from './preload-session.ts';
export { ToolRun } from './chat/tool-run.tsx';
export { SessionPage } from './session-page.tsx';
