import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PlaygroundPage } from '@/features/playground';

export const metadata: Metadata = { title: 'Playground' };

export default function Playground() {
  return (
    <Suspense>
      <PlaygroundPage />
    </Suspense>
  );
}
