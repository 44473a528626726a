'use client';
import dynamic from 'next/dynamic';
import { Suspense } from 'react';

// Where it is drawn on the server, the page names the renderer's script for the browser to fetch.
const Markdown = dynamic(() => import('./markdown.tsx').then((module) => module.Markdown));

/** Markdown whose renderer is fetched when it is first needed; if that takes long, the text stands as it was written. */
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
