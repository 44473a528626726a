'use client';
import { clsx } from 'clsx';
import { TEMPLATES } from './templates.ts';

export interface TemplateGalleryProps {
  /** The chosen template, or null for an empty agent. */
  chosen: string | null;
  onChoose: (id: string | null) => void;
}

/** Agents to begin with. */
export function TemplateGallery({ chosen, onChoose }: TemplateGalleryProps) {
  const choices = [{ id: null, name: 'Empty', description: 'Begin with a short prompt and two tools.' }, ...TEMPLATES];
  return (
    <section aria-label="Templates" className="space-y-2">
      <h2 className="text-sm font-semibold">Begin with a template</h2>
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
        {choices.map(({ id, name, description }) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={id === chosen}
              onClick={() => onChoose(id)}
              className={clsx(
                'flex h-full w-full flex-col rounded-lg border bg-surface px-3 py-2.5 text-left hover:border-line-strong',
                id === chosen ? 'border-line-strong bg-sunken' : 'border-line',
              )}
            >
              <span className="block font-medium">{name}</span>
              <span className="block text-xs text-muted">{description}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
