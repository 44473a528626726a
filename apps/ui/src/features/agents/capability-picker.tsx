'use client';
import type { Capability } from '@everruns/sdk';
import { ArrowDown, ArrowUp } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { Badge } from '@/design/badge.tsx';
import { IconButton } from '@/design/button.tsx';
import { Card, CardHeader } from '@/design/card.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Skeleton } from '@/design/page.tsx';
import type { AgentDraft, CapabilityConfig, ToolSettings, ToolsPolicy } from './agent-draft.ts';
import { useCapabilities } from './agent-queries.ts';
import { ToolSettingsFields } from './tool-settings-fields.tsx';

// Few capabilities have settings of their own.
const SchemaForm = dynamic(() => import('./schema-form.tsx').then((module) => module.SchemaForm));

type Chosen = AgentDraft['capabilities'];

export interface CapabilityPickerProps {
  chosen: Chosen;
  toolSettings: ToolSettings;
  toolsPolicy: ToolsPolicy;
  /** What the server said of the fields of the request, by their path. */
  errors: ReadonlyMap<string, string>;
  onChange: (change: { capabilities?: Chosen; toolSettings?: ToolSettings; toolsPolicy?: ToolsPolicy }) => void;
}

/** The agent's capabilities in their order, which is also the order of their prompts, followed by those it does not have. */
export function CapabilityPicker({ chosen, toolSettings, toolsPolicy, errors, onChange }: CapabilityPickerProps) {
  const catalog = useCapabilities();
  const known = new Map(catalog.data?.map((capability) => [capability.id, capability]));
  const others = [...known.values()].filter(({ id }) => !chosen.some(({ ref }) => ref === id));
  const change = (capabilities: Chosen): void => onChange({ capabilities });
  const replace = (index: number, ...items: Chosen): void => change(chosen.toSpliced(index, 1, ...items));
  const move = (index: number, by: number): void => {
    const item = chosen[index];
    if (item !== undefined) change(chosen.toSpliced(index, 1).toSpliced(index + by, 0, item));
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
            <MoveButtons index={index} count={chosen.length} name={item.ref} onMove={(by) => move(index, by)} />
            <SettingsFields
              capability={known.get(item.ref)}
              config={item.config}
              toolSettings={toolSettings}
              toolsPolicy={toolsPolicy}
              errors={errorsBelow(errors, `capabilities[${index}].config`)}
              onConfig={(config) => replace(index, { ...item, config })}
              onTools={onChange}
            />
          </CapabilityRow>
        ))}
        {others.map((capability) => (
          <CapabilityRow
            key={capability.id}
            id={capability.id}
            capability={capability}
            isChosen={false}
            onToggle={() => change([...chosen, { ref: capability.id, config: {} }])}
          />
        ))}
      </ul>
    </Card>
  );
}

interface MoveButtonsProps {
  index: number;
  count: number;
  name: string;
  onMove: (by: number) => void;
}

function MoveButtons({ index, count, name, onMove }: MoveButtonsProps) {
  return (
    <>
      <IconButton label={`Move ${name} up`} size="sm" disabled={index === 0} onClick={() => onMove(-1)}>
        <ArrowUp />
      </IconButton>
      <IconButton label={`Move ${name} down`} size="sm" disabled={index === count - 1} onClick={() => onMove(1)}>
        <ArrowDown />
      </IconButton>
    </>
  );
}

interface SettingsFieldsProps {
  capability: Capability | undefined;
  config: CapabilityConfig;
  toolSettings: ToolSettings;
  toolsPolicy: ToolsPolicy;
  errors: ReadonlyMap<string, string>;
  onConfig: (config: CapabilityConfig) => void;
  onTools: (change: { toolSettings?: ToolSettings; toolsPolicy?: ToolsPolicy }) => void;
}

/** The settings of a capability, and those of its tools. */
function SettingsFields(props: SettingsFieldsProps) {
  const { capability, config, toolSettings, toolsPolicy, errors, onConfig, onTools } = props;
  const schema = capability?.config_schema;
  return (
    <>
      {schema !== undefined && <SchemaForm schema={schema} value={config} errors={errors} onChange={onConfig} />}
      <ToolSettingsFields
        tools={capability?.tool_definitions ?? []}
        settings={toolSettings}
        policy={toolsPolicy}
        onChange={onTools}
      />
    </>
  );
}

/** The errors of the fields below a path, by the rest of theirs. An error of the whole has an empty rest. */
function errorsBelow(errors: ReadonlyMap<string, string>, path: string): ReadonlyMap<string, string> {
  const below = [...errors].filter(([name]) => name === path || name.startsWith(`${path}.`));
  return new Map(below.map(([name, message]) => [name.slice(path.length + 1), message]));
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
          className="mt-1 size-4"
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
