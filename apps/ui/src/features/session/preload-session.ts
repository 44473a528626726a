import { preload } from 'react-dom';
import { listFirstRequests } from './live/tail.ts';

/** Makes the browser fetch the data of the page while its scripts are still loading. */
export function preloadSession(id: string): void {
  for (const path of listFirstRequests(id)) preload(path, { as: 'fetch', crossOrigin: 'anonymous' });
}
