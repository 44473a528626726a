'use client';
import type { Capability } from '@everruns/sdk';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '@/design/badge.tsx';
import { IconButton } from '@/design/button.tsx';
import { Card, CardHeader } from '@/design/card.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Skeleton } from '@/design/page.tsx';
import type { AgentDraft } from './agent-draft.ts';
import { useCapabilities } from './agent-queries.ts';
import { SchemaForm } from './schema-form.tsx';

type Chosen = AgentDraft['capabilities'];

export interface CapabilityPickerProps {
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

/** The agent's capabilities in their order, which is also the order of their prompts, followed by those it does not have. */
export function CapabilityPicker({ chosen, onChange }: CapabilityPickerProps) {
  const catalog = useCapabilities();
  const known = new Map(catalog.data?.map((capability) => [capability.id, capability]));
  const others = [...known.values()].filter(({ id }) => !chosen.some(({ ref }) => ref === id));
  const replace = (index: number, ...items: Chosen): void => onChange(chosen.toSpliced(index, 1, ...items));
  const move = (index: number, by: number): void => {
    const item = chosen[index];
    if (item !== undefined) onChange(chosen.toSpliced(index, 1).toSpliced(index + by, 0, item));
  };
  return (
    <Card>
      <CardHeader title="Capabilities" hint="Their prompts and tools reach the model in this order." />
      {catalog.isPending && !catalog.isError && <Skeleton rows={3} />}
      {catalog.isError && <ErrorNotice error={catalog.error} />}
      <ul className="divide-y divide-line">
        {chosen.map((item, index) => (
          <CapabilityRow
            key={item.ref}
            id={item.ref}
            capability={known.get(item.ref)}
            isChosen
            onToggle={() => replace(index)}
          >
            <IconButton label={`Move ${item.ref} up`} size="sm" disabled={index === 0} onClick={() => move(index, -1)}>
              <ArrowUp />
            </IconButton>
            <IconButton
              label={`Move ${item.ref} down`}
              size="sm"
              disabled={index === chosen.length - 1}
              onClick={() => move(index, 1)}
            >
              <ArrowDown />
            </IconButton>
            {known.get(item.ref)?.config_schema !== undefined && (
              <SchemaForm
                schema={known.get(item.ref)?.config_schema ?? {}}
                value={item.config}
                onChange={(config) => replace(index, { ...item, config })}
              />
            )}
          </CapabilityRow>
        ))}
        {others.map((capability) => (
          <CapabilityRow
            key={capability.id}
            id={capability.id}
            capability={capability}
            isChosen={false}
            onToggle={() => onChange([...chosen, { ref: capability.id, config: {} }])}
          />
        ))}
      </ul>
    </Card>
  );
}

interface CapabilityRowProps {
  id: string;
  capability: Capability | undefined;
  isChosen: boolean;
  onToggle: () => void;
  children?: ReactNode;
}

function CapabilityRow({ id, capability, isChosen, onToggle, children }: CapabilityRowProps) {
  const isMissing = capability?.status === 'coming_soon';
  return (
    <li className="flex flex-wrap items-start gap-x-2 gap-y-2 px-4 py-3">
      <label className="flex min-w-0 flex-1 basis-60 items-start gap-3">
        <input
          type="checkbox"
          className="mt-1 size-4 accent-(--c-primary)"
          checked={isChosen}
          disabled={isMissing && !isChosen}
          onChange={onToggle}
        />
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {capability?.name ?? id}
            {isMissing && <Badge>coming soon</Badge>}
          </span>
          <span className="block text-sm text-muted">{capability?.description}</span>
        </span>
      </label>
      {children}
    </li>
  );
}
