import type { Metadata } from 'next';
import { Providers } from '@/features/settings';

export const metadata: Metadata = { title: 'Providers' };

export default function ProvidersPage() {
  return <Providers />;
}
