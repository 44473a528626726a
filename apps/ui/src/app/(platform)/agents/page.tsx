import type { Metadata } from 'next';
import { AgentList } from '@/features/agents';

export const metadata: Metadata = { title: 'Agents' };

export default function AgentListPage() {
  return <AgentList />;
}
