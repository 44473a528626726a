export { OnlyMe, useOnlyMe } from './only-me.tsx';
export { suggestFor } from './suggestions.ts';
export { useStartSession } from './use-start-session.ts';
export { useTalk } from './use-talk.ts';
