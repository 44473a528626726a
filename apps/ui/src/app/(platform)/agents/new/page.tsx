import type { Metadata } from 'next';
import { NewAgent } from '@/features/agents';

export const metadata: Metadata = { title: 'New agent' };

export default function NewAgentPage() {
  return <NewAgent />;
}
