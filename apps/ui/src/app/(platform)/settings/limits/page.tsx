import type { Metadata } from 'next';
import { Limits } from '@/features/settings';

export const metadata: Metadata = { title: 'Limits' };

export default function LimitsPage() {
  return <Limits />;
}
