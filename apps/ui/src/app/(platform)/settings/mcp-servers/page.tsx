import type { Metadata } from 'next';
import { Suspense } from 'react';
import { McpServers } from '@/features/settings';

export const metadata: Metadata = { title: 'MCP servers' };

export default function McpServersPage() {
  return (
    <Suspense>
      <McpServers />
    </Suspense>
  );
}
