'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { ThemeProvider } from 'next-themes';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { useState, type ReactNode } from 'react';
import { goToLogin } from '@/data/go-to-login.ts';
import { createQueryClient } from '@/data/query-client.ts';
import { Toasts } from './toasts.tsx';

export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [queryClient] = useState(() => createQueryClient(goToLogin));
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <QueryClientProvider client={queryClient}>
        <NuqsAdapter>{children}</NuqsAdapter>
        <Toasts />
      </QueryClientProvider>
    </ThemeProvider>
  );
}
