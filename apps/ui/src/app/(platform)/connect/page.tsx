import type { Metadata } from 'next';
import { Suspense } from 'react';
import { FinishLogin } from '@/features/settings';

export const metadata: Metadata = { title: 'Signing in' };

export default function ConnectPage() {
  return (
    <Suspense>
      <FinishLogin />
    </Suspense>
  );
}
