export { AgentList } from './agent-list.tsx';
export { AgentPage } from './agent-page.tsx';
export { NewAgent } from './new-agent.tsx';
