'use client';
import { Tabs } from 'radix-ui';
import { CopyButton } from '@/design/copy-button.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { formatCurl, formatTypeScript, type Call } from './format-call.ts';

/** The call of a screen in each language. */
export function ApiCallDialog({ call, onClose }: { call: Call; onClose: () => void }) {
  return (
    <Dialog title="The API call of this screen" isOpen onOpenChange={onClose}>
      <Snippets call={call} />
    </Dialog>
  );
}

function Snippets({ call }: { call: Call }) {
  const snippets = [
    { name: 'curl', text: formatCurl(call, window.location.origin) },
    { name: 'TypeScript', text: formatTypeScript(call, window.location.origin) },
  ];
  return (
    <Tabs.Root defaultValue="curl">
      <Tabs.List aria-label="Language" className="mb-2 flex gap-1">
        {snippets.map(({ name }) => (
          <Tabs.Trigger
            key={name}
            value={name}
            className="rounded-md px-2 py-1 text-xs font-medium text-muted data-[state=active]:bg-hover data-[state=active]:text-fg"
          >
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {snippets.map(({ name, text }) => (
        <Tabs.Content key={name} value={name} className="relative">
          <pre
            tabIndex={0}
            className="overflow-x-auto rounded-md bg-sunken p-3 pr-10 font-mono text-xs leading-relaxed"
          >
            {text}
          </pre>
          <div className="absolute top-0 right-0 rounded-md bg-sunken p-1.5">
            <CopyButton text={text} label={`Copy as ${name}`} />
          </div>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
