import { preload } from 'react-dom';
import { listFirstRequests } from './live/tail.ts';

/** Has the browser ask for what the page will ask for, while its scripts are still on their way. */
export function preloadSession(id: string): void {
  for (const path of listFirstRequests(id)) preload(path, { as: 'fetch', crossOrigin: 'anonymous' });
}
