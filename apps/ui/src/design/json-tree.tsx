'use client';
import { omitUndefined } from '@everruns/kernel';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';

const OPEN_DEPTH = 2;
const MAX_CHILDREN = 200;
const LONG_TEXT = 400;

export interface JsonTreeProps {
  value: unknown;
  name?: string;
  depth?: number;
}

/** Shows a JSON value as a tree with branches that fold. */
export function JsonTree({ value, name, depth = 0 }: JsonTreeProps) {
  if (typeof value !== 'object' || value === null) return <Leaf name={name} value={value} />;
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : Object.entries(value);
  const brackets = Array.isArray(value) ? (['[', ']'] as const) : (['{', '}'] as const);
  return <Branch entries={entries} brackets={brackets} depth={depth} {...omitUndefined({ name })} />;
}

interface BranchProps {
  name?: string;
  depth: number;
  entries: readonly [string, unknown][];
  brackets: readonly [string, string];
}

function Branch({ name, depth, entries, brackets: [open, close] }: BranchProps) {
  const [isOpen, setIsOpen] = useState(depth < OPEN_DEPTH);
  return (
    <div className="font-mono text-xs leading-6">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="inline-flex items-center gap-1 rounded hover:bg-hover"
      >
        <ChevronRight aria-hidden className={`size-3 text-faint ${isOpen ? 'rotate-90' : ''}`} />
        {name !== undefined && <span className="text-muted">{name}: </span>}
        <span className="text-faint">{isOpen && entries.length > 0 ? open : `${open} ${entries.length} ${close}`}</span>
      </button>
      {isOpen && (
        <div className="ml-1.5 border-l border-line pl-3">
          {entries.slice(0, MAX_CHILDREN).map(([key, child]) => (
            <JsonTree key={key} name={key} value={child} depth={depth + 1} />
          ))}
          {entries.length > MAX_CHILDREN && <p className="text-faint">{entries.length - MAX_CHILDREN} more</p>}
        </div>
      )}
    </div>
  );
}

function Leaf({ name, value }: { name: string | undefined; value: unknown }) {
  const [isWhole, setIsWhole] = useState(false);
  const text = JSON.stringify(value) ?? 'undefined';
  const isLong = text.length > LONG_TEXT && !isWhole;
  return (
    <p className="pl-4 font-mono text-xs leading-6 wrap-anywhere whitespace-pre-wrap">
      {name !== undefined && <span className="text-muted">{name}: </span>}
      <span className={typeof value === 'string' ? '' : 'text-live-fg'}>
        {isLong ? text.slice(0, LONG_TEXT) : text}
      </span>
      {isLong && (
        <button type="button" className="ml-1 rounded text-muted underline" onClick={() => setIsWhole(true)}>
          show all
        </button>
      )}
    </p>
  );
}
