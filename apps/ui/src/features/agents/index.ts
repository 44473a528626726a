export { AgentList } from './agent-list.tsx';
export { AgentPage } from './agent-page.tsx';
export { NewAgent } from './new-agent.tsx';
export { SchemaForm as SettingsForm } from './schema-form.tsx';
