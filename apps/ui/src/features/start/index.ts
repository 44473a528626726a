export { suggestFor } from './suggestions.ts';
export { useStartSession } from './use-start-session.ts';
export { useTalk } from './use-talk.ts';
