import type { Metadata } from 'next';
import { Organization } from '@/features/settings';

export const metadata: Metadata = { title: 'Organization' };

export default function OrganizationPage() {
  return <Organization />;
}
