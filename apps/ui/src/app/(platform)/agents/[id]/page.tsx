import type { Metadata } from 'next';
import { AgentPage } from '@/features/agents';

export const metadata: Metadata = { title: 'Agent' };

export default async function OneAgentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <AgentPage key={id} id={id} />;
}
