'use client';
import dynamic from 'next/dynamic';

/** Markdown whose renderer is fetched when it is first needed; until then the text stands as it is. */
export const LazyMarkdown = dynamic(() => import('./markdown.tsx').then((module) => module.Markdown), {
  ssr: false,
  loading: () => <p className="text-sm text-faint">…</p>,
});
