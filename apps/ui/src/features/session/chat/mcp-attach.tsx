'use client';
import { Cable } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMcpServers } from '@/data/use-mcp-servers.ts';
import { IconButton } from '@/design/button.tsx';
import type { McpPickerProps } from './mcp-picker.tsx';

const McpPicker = dynamic(() => import('./mcp-picker.tsx').then((module) => module.McpPicker));

/** Attaches what MCP servers offer. There is no button where the organization has no server. */
export function McpAttach(props: Pick<McpPickerProps, 'onResource' | 'onImages' | 'onText'>) {
  const [isOpen, setIsOpen] = useState(false);
  const servers = useMcpServers().data?.filter(({ status }) => status === 'active') ?? [];
  if (servers.length === 0) return null;
  return (
    <>
      <IconButton label="Attach from an MCP server" onClick={() => setIsOpen(true)}>
        <Cable />
      </IconButton>
      {isOpen && <McpPicker {...props} servers={servers} onClose={() => setIsOpen(false)} />}
    </>
  );
}
