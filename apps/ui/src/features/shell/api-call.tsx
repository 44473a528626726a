'use client';
import { Braces } from 'lucide-react';
import { Popover, Tabs } from 'radix-ui';
import { Button } from '@/design/button.tsx';
import { CopyButton } from '@/design/copy-button.tsx';
import { formatCurl, formatTypeScript, type Call } from './format-call.ts';

/** Shows how a program does what this screen does by hand. */
export function ApiCall(call: Call) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button look="quiet" size="sm">
          <Braces aria-hidden />
          API
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label="The API call of this screen"
          className="animate-appear z-50 w-[min(36rem,calc(100vw-1rem))] rounded-lg border border-line bg-surface p-3 text-fg shadow-xl"
        >
          <Snippets call={call} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
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
          <div className="absolute top-1.5 right-1.5 rounded-md bg-sunken">
            <CopyButton text={text} label={`Copy as ${name}`} />
          </div>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
