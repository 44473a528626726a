export { CapabilityList } from './capability-list.tsx';
export { CapabilityPage } from './capability-page.tsx';
