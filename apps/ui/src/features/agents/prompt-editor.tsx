'use client';
import { Tabs } from 'radix-ui';
import { Field, Textarea } from '@/design/field.tsx';
import { LazyMarkdown } from '@/design/lazy-markdown.tsx';

const TAB =
  'rounded-md px-2 py-1 text-xs font-medium text-muted data-[state=active]:bg-hover data-[state=active]:text-fg';

/** Edits the system prompt as text and shows it as Markdown. */
export function PromptEditor({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Tabs.Root defaultValue="write" className="space-y-1.5">
      <div className="flex items-center justify-between">
        <span className="text-sm font-medium">System prompt</span>
        <Tabs.List aria-label="System prompt" className="flex gap-1">
          <Tabs.Trigger value="write" className={TAB}>
            Write
          </Tabs.Trigger>
          <Tabs.Trigger value="preview" className={TAB}>
            Preview
          </Tabs.Trigger>
        </Tabs.List>
      </div>
      <Tabs.Content value="write" tabIndex={-1}>
        <Field label="System prompt" isLabelHidden hint={`${value.length.toLocaleString('en')} characters`}>
          {(control) => (
            <Textarea
              {...control}
              rows={12}
              spellCheck={false}
              className="font-mono !text-[0.8125rem]"
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      </Tabs.Content>
      <Tabs.Content value="preview" className="min-h-48 rounded-md border border-line p-4">
        <LazyMarkdown text={value} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
