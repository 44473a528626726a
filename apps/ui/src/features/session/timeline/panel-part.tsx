import type { ReactNode } from 'react';

/** A part of the panel under its own heading. */
export function PanelPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-1">
      <h3 className="font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}
