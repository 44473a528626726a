'use client';
import type { McpPromptMessages, McpServer } from '@everruns/sdk';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { Dialog } from '@/design/dialog.tsx';
import { Field, Select } from '@/design/field.tsx';
import { TabList } from '@/design/tab-list.tsx';
import { toast } from '@/design/toast.ts';
import { PromptOffers, ResourceOffers, type ChosenResource } from '@/features/mcp';
import { readPrompt } from './read-prompt.ts';
import type { AttachedResource, ImageContent } from './use-attachments.ts';

export interface McpPickerProps {
  servers: readonly McpServer[];
  onResource: (resource: AttachedResource) => void;
  onImages: (images: readonly ImageContent[]) => void;
  onText: (text: string) => void;
  onClose: () => void;
}

const TABS = [
  { name: 'resources', label: 'Resources' },
  { name: 'prompts', label: 'Prompts' },
];

/** Chooses a resource for a message, or begins a message with a prompt. */
export function McpPicker({ servers, onResource, onImages, onText, onClose }: McpPickerProps) {
  const [chosen, setChosen] = useState(servers[0]?.id);
  const server = servers.find(({ id }) => id === chosen);
  const attach = (resource: ChosenResource): void => {
    if (server !== undefined) onResource({ server_id: server.id, server: server.name, ...resource });
  };
  const usePrompt = (_: string, filled: McpPromptMessages): void => {
    const { text, images, resources, leftOut } = readPrompt(filled);
    if (text !== '') onText(text);
    onImages(images);
    resources.forEach(attach);
    if (leftOut > 0) toast.error('The prompt has parts that a message cannot have. They were left out.');
    onClose();
  };
  return (
    <Dialog
      title="Attach from an MCP server"
      description="A resource is read when the message is sent, and goes with it as a file."
      isOpen
      onOpenChange={onClose}
    >
      <div className="space-y-4">
        {servers.length > 1 && (
          <Field label="Server">
            {(control) => (
              <Select {...control} value={chosen} onChange={(event) => setChosen(event.target.value)}>
                {servers.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {server !== undefined && (
          <Tabs.Root key={server.id} defaultValue="resources" className="space-y-4">
            <TabList label="Kinds of offers" tabs={TABS} />
            <Tabs.Content value="resources">
              <ResourceOffers
                server={server}
                verb="Attach"
                onChoose={(resource) => {
                  attach(resource);
                  onClose();
                }}
              />
            </Tabs.Content>
            <Tabs.Content value="prompts">
              <PromptOffers server={server} verb="Use" onFilled={usePrompt} />
            </Tabs.Content>
          </Tabs.Root>
        )}
      </div>
    </Dialog>
  );
}
