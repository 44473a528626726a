import type { Metadata } from 'next';
import { Models } from '@/features/settings';

export const metadata: Metadata = { title: 'Models' };

export default function ModelsPage() {
  return <Models />;
}
