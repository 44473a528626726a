'use client';
import { Suspense, use, type ReactNode } from 'react';

/** Longer code is shown without colors, because they take long. */
const MAX_CHARACTERS = 50_000;

export interface HighlightedProps {
  text: string;
  /** The name that the author gave to the language. */
  language: string | undefined;
}

/** Code in colors, whose script is fetched when it is first needed. Until then, and for an unknown language, it has none. */
export function Highlighted({ text, language }: HighlightedProps) {
  if (language === undefined || text.length > MAX_CHARACTERS) return text;
  return (
    <Suspense fallback={text}>
      <Colored text={text} language={language} />
    </Suspense>
  );
}

type Highlighter = typeof import('./highlight.ts');
let highlighter: Promise<Highlighter> | null = null;

function Colored({ text, language }: { text: string; language: string }): ReactNode {
  highlighter ??= import('./highlight.ts');
  return use(highlighter).highlight(text, language);
}
