import type { Metadata } from 'next';
import { Secrets } from '@/features/settings';

export const metadata: Metadata = { title: 'Secrets' };

export default function SecretsPage() {
  return <Secrets />;
}
