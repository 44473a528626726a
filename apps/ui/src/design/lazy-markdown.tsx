'use client';
import dynamic from 'next/dynamic';
import { Suspense } from 'react';

// When the server renders this, the page names the renderer's script so that the browser fetches it.
const Markdown = dynamic(() => import('./markdown.tsx').then((module) => module.Markdown));

/** Markdown whose renderer is fetched when it is first needed; the raw text is shown if that takes long. */
export function LazyMarkdown(props: { text: string; isStreaming?: boolean }) {
  return (
    <Suspense
      fallback={
        <p data-pending className="prose animate-appear-late whitespace-pre-wrap">
          {props.text}
        </p>
      }
    >
      <Markdown {...props} />
    </Suspense>
  );
}
