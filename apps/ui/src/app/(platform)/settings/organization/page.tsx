import type { Metadata } from 'next';
import { Organization } from '@/features/settings';

export const metadata: Metadata = { title: 'Organisation' };

export default function OrganizationPage() {
  return <Organization />;
}
