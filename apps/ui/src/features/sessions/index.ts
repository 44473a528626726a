export { SessionList } from './session-list.tsx';
export { SessionTable } from './session-table.tsx';
