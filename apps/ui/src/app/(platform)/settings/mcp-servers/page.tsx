import type { Metadata } from 'next';
import { McpServers } from '@/features/settings';

export const metadata: Metadata = { title: 'MCP servers' };

export default function McpServersPage() {
  return <McpServers />;
}
