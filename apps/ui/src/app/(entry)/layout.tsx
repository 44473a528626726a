import { Suspense, type ReactNode } from 'react';
import { Logo } from '@/features/shell';

export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 px-4 py-10">
      <Logo className="size-10" />
      <Suspense>{children}</Suspense>
    </main>
  );
}
